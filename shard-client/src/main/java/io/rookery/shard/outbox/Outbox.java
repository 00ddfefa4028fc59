package io.rookery.shard.outbox;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.rookery.shard.outbox.Lane.Outcome;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The transactional outbox of one service, in the table {@code outbox} of its schema. What follows
 * from a transaction is appended in it, and handled after it: normally at once, by the instance
 * that appended it; if that one dies or the handler fails, later, by any instance. Thread-safe.
 */
public final class Outbox implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** The shard map named no owner of the slot. */
    private static final String NOWHERE = "";

    private static final Duration LOOK_FOR_HANDED_OVER = Duration.ofMillis(100);

    /** Between two attempts at an event that the database refuses. */
    private static final Duration LONGEST_OF_REFUSED = Duration.ofMinutes(10);

    private final ShardClient shards;
    private final OutboxSettings settings;
    private final BooleanSupplier yields;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Map<String, ShardRelay> relays = new ConcurrentHashMap<>();
    private final Map<String, Thread> relaying = new ConcurrentHashMap<>();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("outbox-", 0).factory());

    private volatile boolean closing;
    private @Nullable Thread watch;

    /** An outbox that never yields and records no traces. */
    public Outbox(ShardClient shards, List<OutboxHandler> handlers, OutboxSettings settings) {
        this(shards, handlers, settings, () -> false, TracerProvider.noop().get("none"));
    }

    /**
     * @param yields whether the service has more urgent things to do; then events that nobody waits
     *     for are handled one of a kind at a time
     * @param tracer records how events of sampled traces are handled
     * @throws IllegalArgumentException when two handlers are of one kind
     */
    public Outbox(
            ShardClient shards,
            List<OutboxHandler> handlers,
            OutboxSettings settings,
            BooleanSupplier yields,
            Tracer tracer) {
        this.shards = shards;
        this.settings = settings;
        this.yields = yields;
        for (OutboxHandler handler : handlers) {
            Lane lane = new Lane(handler, threads, settings, yields, tracer);
            if (lanes.put(handler.kind(), lane) != null) {
                throw new IllegalArgumentException(
                        "Two handlers are for events of the kind " + handler.kind());
            }
        }
    }

    /** Adds the event in the caller's transaction, which must be one of the event's slot. */
    public void append(JdbcClient jdbc, OutboxEvent event) {
        append(jdbc, List.of(event));
    }

    /** Adds the events in the caller's transaction, in one round trip. */
    public void append(JdbcClient jdbc, List<OutboxEvent> events) {
        if (!events.isEmpty()) {
            events.forEach(this::laneOf);
            OutboxTable.append(jdbc, events, settings.grace(), TraceParent.of(Context.current()));
        }
    }

    /**
     * After the commit: handles the events soon, in the background. What finds no room or fails is
     * left to the relay. Returns at once.
     */
    public void dispatch(List<OutboxEvent> events) {
        for (OutboxEvent event : events) {
            var _ = handle(justCommitted(event), settings.grace(), false);
        }
    }

    /**
     * After the commit: handles the events now and waits for them, at most the given time. What is
     * not done by then goes on in the background.
     *
     * @return whether all were handled; otherwise the relay sees to the rest
     */
    public boolean dispatchAndAwait(List<OutboxEvent> events, Duration atMost) {
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (OutboxEvent event : events) {
            outcomes.add(handle(justCommitted(event), settings.grace(), true));
        }
        try {
            CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
                    .get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        return outcomes.stream().allMatch(outcome -> outcome.resultNow() == Outcome.HANDLED);
    }

    /**
     * After the commit, instead of {@link #dispatch}: lets any instance that is able have the
     * events at once, and waits for them to be handled, at most the given time.
     *
     * @param events of one slot
     * @return whether all were handled
     */
    public boolean handOver(List<OutboxEvent> events, Duration atMost) {
        int slot = events.getFirst().slot();
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            shards.write(slot, jdbc -> OutboxTable.handOver(jdbc, events));
            while (shards.read(slot, jdbc -> OutboxTable.waiting(jdbc, events)) > 0) {
                if (deadline - System.nanoTime() <= 0) {
                    return false;
                }
                Thread.sleep(LOOK_FOR_HANDED_OVER);
            }
            return true;
        } catch (ShardUnavailableException e) {
            return false; // the relay sees to it
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Its row is where its slot's owner is now, or is found there later by the relay. */
    private ClaimedEvent justCommitted(OutboxEvent event) {
        String shard = shards.shardOf(event.slot()).orElse(NOWHERE);
        return new ClaimedEvent(event, shard, 0, Context.current());
    }

    /** Starts to look, on every shard, for events that nobody handles. */
    public synchronized void start() {
        if (watch == null && !closing) {
            watch = Thread.ofVirtual().name("outbox-watch").start(this::watch);
        }
    }

    /** Sees to it that every shard has a relay, also those that come later. */
    private void watch() {
        try {
            while (!closing) {
                startRelays();
                Thread.sleep(settings.pollInterval());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void startRelays() {
        try {
            for (String shard : shards.shards()) {
                relaying.compute(shard, this::running);
            }
        } catch (RuntimeException e) {
            log.warn("The shards cannot be gone through now, and are the next time", e);
        }
    }

    private Thread running(String shard, @Nullable Thread present) {
        if (present != null && present.isAlive()) {
            return present;
        }
        return Thread.ofVirtual().name("outbox-" + shard).start(relayOf(shard)::run);
    }

    private ShardRelay relayOf(String shard) {
        return relays.computeIfAbsent(
                shard,
                name -> new ShardRelay(name, shards, settings, this::rooms, this::handleClaimed));
    }

    /** What of each kind this instance would take from a shard now. */
    private Map<String, Room> rooms() {
        Map<String, Room> rooms = new LinkedHashMap<>();
        if (!closing) {
            int most = yields.getAsBoolean() ? settings.concurrency() : settings.claimSize();
            lanes.forEach((kind, lane) -> {
                int room = Math.min(lane.room(), most);
                if (room > 0) {
                    rooms.put(
                            kind,
                            new Room(room, lane.isAble() ? Duration.ZERO : settings.patience()));
                }
            });
        }
        return rooms;
    }

    private void handleClaimed(ClaimedEvent claimed) {
        var _ = handle(claimed, settings.lease(), false);
    }

    /**
     * @param ours time in which no other instance takes the event: half of it to begin, half to end
     */
    private CompletableFuture<Outcome> handle(ClaimedEvent claimed, Duration ours, boolean urgent) {
        return laneOf(claimed.event())
                .offer(claimed, ours.toNanos() / 2, urgent)
                .whenComplete((outcome, impossible) -> settle(claimed, outcome));
    }

    /** What comes straight from its transaction and is not done will be due soon by itself. */
    private void settle(ClaimedEvent claimed, Outcome outcome) {
        switch (outcome) {
            case HANDLED -> settle(new Settlement.Handled(claimed));
            case FAILED -> {
                if (!claimed.isStraight()) {
                    settle(postponed(claimed, settings.maxBackOff()));
                }
            }
            case REFUSED -> {
                if (!claimed.isStraight()) {
                    settle(postponed(claimed, LONGEST_OF_REFUSED));
                }
            }
            case FULL -> {
                if (!claimed.isStraight()) {
                    settle(new Settlement.Postponed(claimed, Duration.ZERO));
                }
            }
            case LATE, HELD -> {}
        }
    }

    /** Where the event was claimed, whoever owns its slot by now: that is where its row is. */
    private void settle(Settlement settlement) {
        String shard = settlement.claimed().shard();
        if (!shard.equals(NOWHERE)) {
            relayOf(shard).settle(settlement);
        }
    }

    /** The delay doubles with each attempt; half of it is left to chance. */
    private Settlement postponed(ClaimedEvent claimed, Duration longest) {
        long first = settings.firstBackOff().toMillis();
        long doubled = first << Math.min(claimed.attempts() - 1, 20);
        long millis = Math.min(doubled, longest.toMillis());
        long delay = ThreadLocalRandom.current().nextLong(millis / 2, millis + 1);
        return new Settlement.Postponed(claimed, Duration.ofMillis(delay));
    }

    /** How many events of each kind the database has refused, as far as this instance has seen. */
    public Map<String, Long> refused() {
        Map<String, Long> refused = new LinkedHashMap<>();
        lanes.forEach((kind, lane) -> refused.put(kind, lane.refused()));
        return refused;
    }

    private Lane laneOf(OutboxEvent event) {
        Lane lane = lanes.get(event.kind());
        if (lane == null) {
            throw new IllegalArgumentException("Nobody handles the kind " + event.kind());
        }
        return lane;
    }

    /**
     * Claims nothing more, lets what is being handled end, and notes it. What does not end in time
     * is left to other instances.
     */
    @Override
    public synchronized void close() {
        closing = true;
        long deadline = System.nanoTime() + settings.closeTimeout().toNanos();
        threads.shutdown();
        try {
            threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            relays.values().forEach(ShardRelay::stop);
            for (Thread relay : relaying.values()) {
                relay.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException hurried) {
            relays.values().forEach(ShardRelay::stop);
            Thread.currentThread().interrupt();
        }
    }
}
