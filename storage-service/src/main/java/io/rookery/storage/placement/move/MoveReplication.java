package io.rookery.storage.placement.move;

import io.rookery.storage.placement.move.MoveObservation.Stream;
import io.rookery.storage.placement.move.MoveObservation.Stream.State;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The logical replication of moves: a publication and a replication slot on the shard that changes
 * come from, a subscription on the other one. See the chapter "Logical Replication" of the Postgres
 * documentation.
 */
final class MoveReplication {

    /** More than any switch begins with. */
    private static final Duration UNKNOWN_LAG = Duration.ofDays(1);

    private final MoveShards shards;
    private final Function<String, String> connections;

    /**
     * @param connections gives for the name of a shard the connection string with which the servers
     *     of another shard connect to its primary
     */
    MoveReplication(MoveShards shards, Function<String, String> connections) {
        this.shards = shards;
        this.connections = connections;
    }

    /** See {@link MoveStep.Reserve}. */
    void reserve(Move move, Direction direction) {
        String name = StreamName.of(move, direction);
        String from = direction.from(move);
        String to = direction.to(move);
        if (direction == Direction.FORWARD) {
            // They are copied like all other rows.
            shards.change(to, move, jdbc -> deleteMarkers(jdbc, move, from));
        }
        shards.change(from, move, jdbc -> publish(jdbc, name, move, from));
        // Not in a transaction that has written: Postgres refuses to create a slot in one.
        shards.read(from, jdbc -> createSlot(jdbc, name));
        if (direction == Direction.BACKWARD) {
            shards.change(to, move, jdbc -> subscribe(jdbc, name, from, false));
        }
    }

    private static int deleteMarkers(JdbcClient jdbc, Move move, String from) {
        return jdbc.sql("delete from placement.move_marker where move_id = ? and shard = ?")
                .param(move.id())
                .param(from)
                .update();
    }

    private static int publish(JdbcClient jdbc, String name, Move move, String from) {
        if (exists(jdbc, "pg_publication where pubname = ?", name)) {
            return 0;
        }
        String slots = SlotArray.literal(move.slots());
        String tables =
                MovedTables.of(jdbc).stream()
                        .map(table -> table + " where (slot = any (" + slots + ")), ")
                        .collect(Collectors.joining());
        return jdbc.sql(
                        """
                        create publication %s for table %s
                            placement.move_marker where (move_id = '%s' and shard = '%s')
                            with (publish = 'insert, update, delete')
                        """
                                .formatted(name, tables, move.id(), from))
                .update();
    }

    private static int createSlot(JdbcClient jdbc, String name) {
        if (exists(jdbc, "pg_replication_slots where slot_name = ?", name)) {
            return 0;
        }
        return jdbc.sql("select pg_create_logical_replication_slot(?, 'pgoutput')")
                .param(name)
                .query((_, _) -> 1)
                .single();
    }

    /**
     * Creates a subscription that stops at the first change that it cannot apply as it is, and does
     * not pass on what came to the publisher by replication.
     */
    private int subscribe(JdbcClient jdbc, String name, String from, boolean copies) {
        if (exists(jdbc, "pg_subscription where subname = ?", name)) {
            return 0;
        }
        return jdbc.sql(
                        """
                        create subscription %s connection '%s' publication %s
                            with (create_slot = false, slot_name = '%s', enabled = %s, copy_data = %s,
                                origin = none, disable_on_error = true, streaming = off)
                        """
                                .formatted(
                                        name,
                                        connections.apply(from).replace("'", "''"),
                                        name,
                                        name,
                                        copies,
                                        copies))
                .update();
    }

    /** See {@link MoveStep.Subscribe}. */
    void subscribe(Move move, Direction direction) {
        String name = StreamName.of(move, direction);
        shards.change(
                direction.to(move),
                move,
                jdbc ->
                        direction == Direction.FORWARD
                                ? subscribe(jdbc, name, direction.from(move), true)
                                : jdbc.sql("alter subscription " + name + " enable").update());
    }

    /** The state of the replication in a direction. */
    Stream state(Move move, Direction direction) {
        String name = StreamName.of(move, direction);
        Publisher publisher = shards.read(direction.from(move), jdbc -> Publisher.read(jdbc, name));
        Subscriber subscriber =
                shards.read(direction.to(move), jdbc -> Subscriber.read(jdbc, name));
        return new Stream(state(direction, publisher, subscriber), publisher.lagOr(UNKNOWN_LAG));
    }

    private static State state(Direction direction, Publisher publisher, Subscriber subscriber) {
        if (!publisher.published() && !publisher.kept() && !subscriber.exists()) {
            return State.ABSENT;
        }
        if (!publisher.published() || !publisher.kept()) {
            return State.BROKEN;
        }
        if (!subscriber.exists()) {
            // Backward, what is reserved includes the subscription: reserving it is repeated.
            return direction == Direction.FORWARD ? State.RESERVED : State.ABSENT;
        }
        if (subscriber.failed()) {
            return State.BROKEN;
        }
        if (!subscriber.enabled()) {
            return direction == Direction.FORWARD ? State.BROKEN : State.RESERVED;
        }
        return subscriber.copied() ? State.STREAMING : State.COPYING;
    }

    private static boolean exists(JdbcClient jdbc, String condition, String name) {
        return jdbc.sql("select exists (select from " + condition + ")")
                .param(name)
                .query(Boolean.class)
                .single();
    }
}
