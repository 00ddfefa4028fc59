package io.rookery.storage.incident;

import io.rookery.storage.probe.Replica;
import io.rookery.storage.probe.ReplicationTimes;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What replication costs a shard, and how it stands.
 *
 * @param shard its name
 * @param processMillis median time of a small commit on the primary alone; null before it is known
 * @param totalMillis the same with the wait for the standby
 * @param share part of the latter that is the wait, from 0 to 1
 * @param standbys those that follow the primary
 */
record Replication(
        String shard,
        @Nullable Double processMillis,
        @Nullable Double totalMillis,
        @Nullable Double share,
        List<Replica> standbys) {

    static Replication of(String shard, ReplicationTimes times, List<Replica> standbys) {
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
