package io.rookery.shard.outbox;

import io.rookery.shard.outbox.Settlement.Handled;
import io.rookery.shard.outbox.Settlement.Postponed;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements on the table {@code outbox}; each is one round trip, however many the events. */
final class OutboxTable {

    private static final String APPEND =
            """
            insert into outbox (slot, id, kind, payload, next_attempt_at, trace_parent)
            select slot, id, kind, payload, clock_timestamp() + make_interval(secs => ?),
                cast(? as text)
            from unnest(?, ?, ?, ?) as event (slot, id, kind, payload)
            on conflict do nothing
            """;

    /** Each kind has a limit of its own, so that many due events of one do not hide another's. */
    private static final String CLAIM =
            """
            with due as (
                select event.slot, event.id
                from unnest(?, ?) as room (kind, events),
                    lateral (
                        select slot, id
                        from outbox
                        where kind = room.kind and next_attempt_at <= now()
                        order by next_attempt_at
                        limit room.events
                        for update skip locked) as event)
            update outbox
            set attempts = attempts + 1,
                next_attempt_at = clock_timestamp() + make_interval(secs => ?)
            from due
            where outbox.slot = due.slot and outbox.id = due.id
            returning outbox.id, kind, payload, attempts, trace_parent
            """;

    private static final String DELETE =
            """
            delete from outbox
            using unnest(?, ?) as handled (slot, id)
            where outbox.slot = handled.slot and outbox.id = handled.id
            """;

    private static final String POSTPONE =
            """
            update outbox
            set next_attempt_at = clock_timestamp() + make_interval(secs => postponed.delay)
            from unnest(?, ?, ?) as postponed (slot, id, delay)
            where outbox.slot = postponed.slot and outbox.id = postponed.id
            """;

    private OutboxTable() {}

    /**
     * @param traceParent the trace of the transaction; null when it has none
     */
    static void append(
            JdbcClient jdbc,
            List<OutboxEvent> events,
            Duration grace,
            @Nullable String traceParent) {
        jdbc.sql(APPEND)
                .param(seconds(grace))
                .param(traceParent)
                .param(slots(events))
                .param(longs(events, OutboxEvent::id))
                .param(events.stream().map(OutboxEvent::kind).toArray(String[]::new))
                .param(events.stream().map(OutboxEvent::payload).toArray(String[]::new))
                .update();
    }

    /**
     * Takes due events for the time of the lease, from other instances and itself.
     *
     * @param rooms how many to take at most, by kind
     */
    static List<ClaimedEvent> claim(JdbcClient jdbc, Map<String, Integer> rooms, Duration lease) {
        return jdbc.sql(CLAIM)
                .param(rooms.keySet().toArray(String[]::new))
                .param(rooms.values().stream().mapToInt(Integer::intValue).toArray())
                .param(seconds(lease))
                .query((row, number) ->
                        new ClaimedEvent(
                                new OutboxEvent(row.getLong(1), row.getString(2), row.getString(3)),
                                row.getInt(4),
                                TraceParent.read(row.getString(5))))
                .list();
    }

    static void settle(JdbcClient jdbc, List<Settlement> settlements) {
        List<OutboxEvent> handled = of(settlements, Handled.class).map(Settlement::event).toList();
        List<Postponed> postponed = of(settlements, Postponed.class).toList();
        if (!handled.isEmpty()) {
            jdbc.sql(DELETE).param(slots(handled)).param(longs(handled, OutboxEvent::id)).update();
        }
        if (!postponed.isEmpty()) {
            List<OutboxEvent> events = postponed.stream().map(Postponed::event).toList();
            jdbc.sql(POSTPONE)
                    .param(slots(events))
                    .param(longs(events, OutboxEvent::id))
                    .param(postponed.stream().mapToDouble(one -> seconds(one.delay())).toArray())
                    .update();
        }
    }

    /** In the order of the identifiers, so that two instances lock rows in the same order. */
    private static <S extends Settlement> Stream<S> of(
            List<Settlement> settlements, Class<S> type) {
        return settlements.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .sorted(Comparator.comparingLong(settlement -> settlement.event().id()));
    }

    private static short[] slots(List<OutboxEvent> events) {
        short[] slots = new short[events.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = (short) events.get(i).slot();
        }
        return slots;
    }

    private static long[] longs(List<OutboxEvent> events, ToLongFunction<OutboxEvent> of) {
        return events.stream().mapToLong(of).toArray();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
