package io.rookery.storage.placement.move;

import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes the logical replication of moves. The replication slot goes last: as long as it exists,
 * its shard keeps all later changes, and the removal is not done.
 */
final class ReplicationRemoval {

    private static final String SUBSCRIPTIONS =
            """
            select subname from pg_subscription
            join pg_database on pg_database.oid = subdbid
            where datname = current_database() and subname like ?
            """;

    private static final String PUBLICATIONS =
            "select pubname from pg_publication where pubname like ?";

    private static final String REPLICATION_SLOTS =
            """
            select slot_name from pg_replication_slots
            where database = current_database() and slot_name like ?
            """;

    private final MoveShards shards;

    ReplicationRemoval(MoveShards shards) {
        this.shards = shards;
    }

    /** See {@link MoveStep.Unsubscribe}. Removes the streams of all attempts in the direction. */
    void remove(Move move, Direction direction) {
        remove(move, direction, _ -> true);
    }

    /** See {@link MoveStep.RemoveLeftovers}. */
    void removeLeftovers(Move move) {
        for (Direction direction : Direction.values()) {
            remove(move, direction, name -> !name.equals(StreamName.of(move, direction)));
        }
        for (String shard : List.of(move.source(), move.target())) {
            shards.read(shard, ReplicationRemoval::dropCopySlots);
        }
    }

    private void remove(Move move, Direction direction, Predicate<String> isRemoved) {
        shards.change(
                direction.to(move),
                move,
                jdbc -> {
                    names(jdbc, SUBSCRIPTIONS, move, direction).stream()
                            .filter(isRemoved)
                            .forEach(name -> dropSubscription(jdbc, name));
                    return true;
                });
        shards.change(
                direction.from(move),
                move,
                jdbc -> {
                    names(jdbc, PUBLICATIONS, move, direction).stream()
                            .filter(isRemoved)
                            .forEach(name -> jdbc.sql("drop publication " + name).update());
                    return true;
                });
        shards.read(
                direction.from(move),
                jdbc -> {
                    names(jdbc, REPLICATION_SLOTS, move, direction).stream()
                            .filter(isRemoved)
                            .forEach(name -> dropSlot(jdbc, name));
                    return true;
                });
    }

    private static List<String> names(JdbcClient jdbc, String sql, Move move, Direction direction) {
        String end = StreamName.of(move, direction);
        return jdbc
                .sql(sql)
                .param(StreamName.start(move).replace("_", "\\_") + "%")
                .query(String.class)
                .list()
                .stream()
                .filter(name -> name.endsWith(end.substring(end.length() - 2)))
                .toList();
    }

    private static void dropSubscription(JdbcClient jdbc, String name) {
        jdbc.sql("alter subscription " + name + " disable").update();
        // The slot is dropped on its own: the publisher may be unavailable.
        jdbc.sql("alter subscription " + name + " set (slot_name = none)").update();
        jdbc.sql("drop subscription " + name).update();
    }

    private static void dropSlot(JdbcClient jdbc, String name) {
        jdbc.sql(
                        """
                        select pg_terminate_backend(active_pid, 1000) from pg_replication_slots
                        where slot_name = ? and active_pid is not null
                        """)
                .param(name)
                .query((_, _) -> 0)
                .list();
        jdbc.sql("select pg_drop_replication_slot(?)").param(name).query((_, _) -> 0).single();
    }

    /** Drops the slots with which Postgres copies tables, if a copy has ended without doing so. */
    private static int dropCopySlots(JdbcClient jdbc) {
        return jdbc.sql(
                        """
                        select pg_drop_replication_slot(slot_name) from pg_replication_slots
                        where database = current_database() and slot_name ~ '^pg_[0-9]+_sync_'
                            and not active
                        """)
                .query((_, _) -> 0)
                .list()
                .size();
    }

    /** Whether one of the shards has something of another attempt. */
    boolean hasLeftovers(Move move) {
        return List.of(Direction.values()).stream()
                .anyMatch(direction ->
                        shards.read(
                                        direction.from(move),
                                        jdbc ->
                                                isLeft(jdbc, PUBLICATIONS, move, direction)
                                                        || isLeft(
                                                                jdbc,
                                                                REPLICATION_SLOTS,
                                                                move,
                                                                direction))
                                || shards.read(
                                        direction.to(move),
                                        jdbc -> isLeft(jdbc, SUBSCRIPTIONS, move, direction)));
    }

    private static boolean isLeft(JdbcClient jdbc, String sql, Move move, Direction direction) {
        return !List.of(StreamName.of(move, direction))
                .containsAll(names(jdbc, sql, move, direction));
    }
}
