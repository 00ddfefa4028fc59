package io.rookery.launcher.cluster;

import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.Repairable;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A part of the cluster: a group of processes that are started and stopped together.
 *
 * @param stage determines when it is stopped
 * @param name such as "shard-0"
 * @param processes its current processes
 * @param whole whether it would survive the loss of any one process unnoticed, or, for a service,
 *     whether it is ready
 * @param writers names of the nodes of a shard that say that they accept writes now
 * @param repairs suspends and resumes its repairs
 * @param stop stops it in order
 */
record ManagedUnit(
        Stage stage,
        String name,
        Supplier<List<ManagedProcess>> processes,
        BooleanSupplier whole,
        Supplier<List<String>> writers,
        Repairable repairs,
        Runnable stop) {

    /** Parts are listed in this order, and stopped in the reverse order. */
    enum Stage {
        REGISTRY,
        STORE,
        SERVICE,
        GATEWAY
    }
}
