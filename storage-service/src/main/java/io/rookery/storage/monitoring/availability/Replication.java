package io.rookery.storage.monitoring.availability;

import io.rookery.storage.monitoring.probe.Replica;
import io.rookery.storage.monitoring.probe.ReplicationTimes;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Cost and state of a shard's replication.
 *
 * @param shard its name
 * @param processMillis median time of a small commit on the primary alone; null while unknown
 * @param totalMillis the same including the wait for the standby; null while unknown
 * @param share part of the total time that is the wait, from 0 to 1; null while unknown
 * @param standbys the standbys that follow the primary
 */
public record Replication(
        String shard,
        @Nullable Double processMillis,
        @Nullable Double totalMillis,
        @Nullable Double share,
        List<Replica> standbys) {

    /** Creates the figures from the times of the latest heartbeats. */
    public static Replication of(String shard, ReplicationTimes times, List<Replica> standbys) {
        OptionalDouble process = times.process();
        OptionalDouble total = times.total();
        if (process.isEmpty() || total.isEmpty()) {
            return new Replication(shard, null, null, null, standbys);
        }
        double alone = process.getAsDouble();
        double replicated = total.getAsDouble();
        return new Replication(
                shard,
                alone,
                replicated,
                replicated > 0 ? Math.max(0, (replicated - alone) / replicated) : 0,
                standbys);
    }
}
