package io.rookery.launcher.cluster;

import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.Repairable;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What is started as one and stopped as one.
 *
 * @param stage when it is stopped
 * @param name such as "shard-0"
 * @param processes what it consists of at the moment
 * @param whole whether the loss of any one process would go unnoticed, or, for a service, whether
 *     it serves
 * @param writers names of the nodes of a shard that take writes at this moment, by their own word
 * @param repairs what makes it whole again
 * @param stop ends it in order
 */
record Part(
        Stage stage,
        String name,
        Supplier<List<ManagedProcess>> processes,
        BooleanSupplier whole,
        Supplier<List<String>> writers,
        Repairable repairs,
        Runnable stop) {

    /** Parts are listed in this order, and stopped in the opposite one. */
    enum Stage {
        REGISTRY,
        STORE,
        SERVICE,
        DOOR
    }
}
