package io.rookery.shard.outbox;

import io.rookery.shard.outbox.Acknowledgement.Handled;
import io.rookery.shard.outbox.Acknowledgement.Postponed;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL statements on the table {@code outbox}. Each takes one round trip for any number of
 * events. The slot, id and nonce identify a row. If an appended row exists already, the same
 * transaction is being retried.
 */
final class OutboxTable {

    private static final String APPEND =
            """
            insert into outbox (slot, id, nonce, kind, payload, next_attempt_at, trace_parent)
            select slot, id, nonce, kind, payload,
                clock_timestamp() + make_interval(secs => ?), cast(? as text)
            from unnest(?, ?, ?, ?, ?) as event (slot, id, nonce, kind, payload)
            on conflict do nothing
            """;

    /**
     * Each kind has its own limit, so that many due events of one kind do not hide those of
     * another. The update finds the rows by {@code ctid}. The planner therefore cannot choose to
     * read the whole table, whatever it makes of the limits.
     */
    static final String CLAIM =
            """
            update outbox
            set attempts = attempts + 1,
                next_attempt_at = clock_timestamp() + make_interval(secs => ?)
            where ctid = any (array(
                select event.place
                from unnest(?, ?, ?) as room (kind, events, patience),
                    lateral (
                        select ctid as place
                        from outbox
                        where kind = room.kind
                            and next_attempt_at <= now() - make_interval(secs => room.patience)
                            and slot <> all (?)
                        order by next_attempt_at
                        limit room.events
                        for update skip locked) as event))
            returning id, nonce, kind, payload, attempts, trace_parent
            """;

    private static final String DELETE =
            """
            delete from outbox
            using unnest(?, ?, ?) as handled (slot, id, nonce)
            where outbox.slot = handled.slot and outbox.id = handled.id
                and outbox.nonce = handled.nonce
            """;

    private static final String POSTPONE =
            """
            update outbox
            set next_attempt_at = clock_timestamp() + make_interval(secs => postponed.delay)
            from unnest(?, ?, ?, ?, ?) as postponed (slot, id, nonce, attempts, delay)
            where outbox.slot = postponed.slot and outbox.id = postponed.id
                and outbox.nonce = postponed.nonce and outbox.attempts = postponed.attempts
            """;

    private static final String HAND_OVER =
            """
            update outbox
            set next_attempt_at = clock_timestamp()
            from unnest(?, ?, ?) as left_over (slot, id, nonce)
            where outbox.slot = left_over.slot and outbox.id = left_over.id
                and outbox.nonce = left_over.nonce and outbox.attempts = 0
            """;

    private static final String WAITING =
            """
            select count(*)
            from outbox
            join unnest(?, ?, ?) as event (slot, id, nonce)
                on outbox.slot = event.slot and outbox.id = event.id
                and outbox.nonce = event.nonce
            """;

    private OutboxTable() {}

    /**
     * @param traceParent the trace of the transaction; null when it has none
     */
    static void append(
            JdbcClient jdbc,
            List<OutboxEvent> events,
            Duration visibilityDelay,
            @Nullable String traceParent) {
        jdbc.sql(APPEND)
                .param(seconds(visibilityDelay))
                .param(traceParent)
                .param(slots(events))
                .param(longs(events, OutboxEvent::id))
                .param(longs(events, OutboxEvent::nonce))
                .param(events.stream().map(OutboxEvent::kind).toArray(String[]::new))
                .param(events.stream().map(OutboxEvent::payload).toArray(String[]::new))
                .update();
    }

    /**
     * Claims due events. Until the lease ends, no instance claims them again, including this one.
     *
     * @param limits what to claim, by kind
     * @param foreign slots whose events are skipped
     */
    static List<ClaimedEvent> claim(
            JdbcClient jdbc,
            String shard,
            Map<String, ClaimLimit> limits,
            Collection<Integer> foreign,
            Duration lease) {
        return jdbc.sql(CLAIM)
                .param(seconds(lease))
                .param(limits.keySet().toArray(String[]::new))
                .param(limits.values().stream().mapToInt(ClaimLimit::events).toArray())
                .param(
                        limits.values().stream()
                                .mapToDouble(room -> seconds(room.patience()))
                                .toArray())
                .param(foreign.stream().map(Integer::shortValue).toArray(Short[]::new))
                .query((row, number) ->
                        new ClaimedEvent(
                                new OutboxEvent(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getString(3),
                                        row.getString(4)),
                                shard,
                                row.getInt(5),
                                TraceParent.read(row.getString(6))))
                .list();
    }

    static void acknowledge(JdbcClient jdbc, List<Acknowledgement> acknowledgements) {
        List<OutboxEvent> handled =
                of(acknowledgements, Handled.class).map(Acknowledgement::event).toList();
        List<Postponed> postponed = of(acknowledgements, Postponed.class).toList();
        if (!handled.isEmpty()) {
            jdbc.sql(DELETE)
                    .param(slots(handled))
                    .param(longs(handled, OutboxEvent::id))
                    .param(longs(handled, OutboxEvent::nonce))
                    .update();
        }
        if (!postponed.isEmpty()) {
            List<OutboxEvent> events = postponed.stream().map(Postponed::event).toList();
            jdbc.sql(POSTPONE)
                    .param(slots(events))
                    .param(longs(events, OutboxEvent::id))
                    .param(longs(events, OutboxEvent::nonce))
                    .param(postponed.stream().mapToInt(one -> one.claimed().attempts()).toArray())
                    .param(postponed.stream().mapToDouble(one -> seconds(one.delay())).toArray())
                    .update();
        }
    }

    /** Makes the events due immediately, unless they have been claimed; returns how many. */
    static int handOver(JdbcClient jdbc, List<OutboxEvent> events) {
        return jdbc.sql(HAND_OVER)
                .param(slots(events))
                .param(longs(events, OutboxEvent::id))
                .param(longs(events, OutboxEvent::nonce))
                .update();
    }

    /** How many of the events have not been handled yet. */
    static long waiting(JdbcClient jdbc, List<OutboxEvent> events) {
        return jdbc.sql(WAITING)
                .param(slots(events))
                .param(longs(events, OutboxEvent::id))
                .param(longs(events, OutboxEvent::nonce))
                .query(Long.class)
                .single();
    }

    /**
     * Returns those of one type in the order of the identifiers, so that all instances lock rows in
     * the same order.
     */
    private static <S extends Acknowledgement> Stream<S> of(
            List<Acknowledgement> acknowledgements, Class<S> type) {
        return acknowledgements.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .sorted(
                        Comparator.comparingLong(
                                        (S acknowledgement) -> acknowledgement.event().id())
                                .thenComparingLong(
                                        acknowledgement -> acknowledgement.event().nonce()));
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
