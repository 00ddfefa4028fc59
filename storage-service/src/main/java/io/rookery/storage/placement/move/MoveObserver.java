package io.rookery.storage.placement.move;

import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.storage.placement.move.MoveObservation.Comparison;
import io.rookery.storage.placement.move.MoveObservation.Side;
import io.rookery.storage.placement.move.MoveObservation.Stream;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what the next step of a move depends on. */
final class MoveObserver {

    private static final String SHARD =
            """
            select ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint as timeline,
                exists (select from pg_stat_replication
                    where sync_state in ('sync', 'quorum')) as synchronous,
                (select left_with from placement.move where id = ?) as left_with,
                case when current_setting('wal_level') <> 'logical'
                    then 'has wal_level=' || current_setting('wal_level') || ' instead of logical'
                    when current_setting('server_version_num')::integer < 180002
                    then 'is Postgres ' || current_setting('server_version') || ', older than 18.2'
                end as obstacle
            """;

    private final MoveShards shards;
    private final MoveReplication replication;
    private final ReplicationRemoval removal;
    private final Clock clock;

    MoveObserver(
            MoveShards shards,
            MoveReplication replication,
            ReplicationRemoval removal,
            Clock clock) {
        this.shards = shards;
        this.replication = replication;
        this.removal = removal;
        this.clock = clock;
    }

    /**
     * Reads from the present primaries of both shards.
     *
     * @param termHeld whether this leader has written the move's term to both shards
     * @param comparison what this leader has found out about the present attempt
     */
    MoveObservation observe(Move move, boolean paused, boolean termHeld, Comparison comparison) {
        Side source = termHeld ? side(move.source(), Direction.BACKWARD, move) : null;
        Side target = termHeld ? side(move.target(), Direction.FORWARD, move) : null;
        if (source == null || target == null) {
            return new MoveObservation(
                    clock.instant(),
                    paused,
                    termHeld,
                    source,
                    target,
                    Stream.ABSENT,
                    Stream.ABSENT,
                    false,
                    comparison);
        }
        return new MoveObservation(
                clock.instant(),
                paused,
                true,
                source,
                target,
                replication.state(move, Direction.FORWARD),
                replication.state(move, Direction.BACKWARD),
                removal.hasLeftovers(move),
                comparison);
    }

    private @Nullable Side side(String shard, Direction towards, Move move) {
        try {
            return shards.read(shard, jdbc -> side(jdbc, towards, move));
        } catch (ShardUnavailableException e) {
            return null;
        }
    }

    private static Side side(JdbcClient jdbc, Direction towards, Move move) {
        return jdbc.sql(SHARD)
                .param(move.id())
                .query((row, _) ->
                        new Side(
                                row.getLong("timeline"),
                                MoveLedger.ownership(jdbc, move),
                                row.getBoolean("synchronous"),
                                MovedTables.haveRows(jdbc, SlotArray.of(move.slots())),
                                row.getLong("left_with"),
                                SlotPause.marker(jdbc, move, towards),
                                row.getString("obstacle")))
                .single();
    }
}
