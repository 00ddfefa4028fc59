package io.rookery.shard.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.TestShard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OutboxIT {

    private static final int SLOT = 4711;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final IdGenerator IDS = new IdGenerator(InstantSource.system());

    private static TestShard shard;
    private static ShardClient client;

    private final Map<OutboxEvent, AtomicInteger> handled = new ConcurrentHashMap<>();
    private final Map<Outbox, OutboxWorker> workers = new HashMap<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeAll
    static void start(@TempDir Path directory) {
        shard = TestShard.start(directory);
        client = ShardClient.open(ShardMaps.of(shard.map()), TestShard.settings(), () -> LONG);
    }

    @AfterAll
    static void stop() {
        client.close();
        shard.close();
    }

    @BeforeEach
    void empty() {
        client.write(SLOT, jdbc -> jdbc.sql("delete from outbox").update());
    }

    @AfterEach
    void close() {
        gate.countDown();
        workers.values().forEach(OutboxWorker::close);
    }

    @Test
    void handlesAtOnceWhatIsDispatchedAndThenForgetsIt() {
        Outbox outbox = started(noting("post"));
        List<OutboxEvent> events = events("post", 300);
        append(outbox, events);

        outbox.dispatch(events);

        await().until(() -> handled.keySet().containsAll(events));
        await().until(() -> rows() == 0);
        assertThat(handled.values()).allMatch(times -> times.get() == 1);
    }

    @Test
    void waitsForWhatIsToBeAwaited() {
        Outbox outbox = started(noting("post"));
        List<OutboxEvent> events = events("post", 2);
        append(outbox, events);

        assertThat(outbox.dispatchAndAwait(events, LONG)).isTrue();
        assertThat(handled).containsOnlyKeys(events);
    }

    @Test
    void goesOnInTheBackgroundWhenTheWaitIsOver() {
        Outbox outbox = started(handler("post", event -> passGateAndNote(event)));
        List<OutboxEvent> events = events("post", 1);
        append(outbox, events);

        assertThat(outbox.dispatchAndAwait(events, Duration.ofMillis(50))).isFalse();
        gate.countDown();

        await().until(() -> handled.containsKey(events.getFirst()));
        await().until(() -> rows() == 0);
    }

    @Test
    void keepsNothingOfATransactionThatIsRolledBack() {
        Outbox outbox = started(noting("post"));

        assertThatThrownBy(() ->
                        client.write(
                                SLOT,
                                jdbc -> {
                                    outbox.append(jdbc, event("post"));
                                    throw new IllegalArgumentException("no");
                                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(rows()).isZero();
    }

    @Test
    void handlesWhatNobodyDispatched() {
        List<OutboxEvent> events = events("post", 250);
        append(unstarted(noting("post")), events); // the instance dies here

        started(noting("post"));

        await().until(() -> handled.keySet().containsAll(events));
        await().until(() -> rows() == 0);
    }

    @Test
    void handlesWhatAnotherInstanceBeganAndNeverEnded() {
        Outbox first = started(handler("post", event -> passGateAndNote(event)));
        List<OutboxEvent> events = events("post", 3);
        append(first, events);
        first.dispatch(events);

        started(noting("post"));

        await().until(() -> handled.keySet().containsAll(events));
        await().until(() -> rows() == 0);
    }

    @Test
    void doesNotLetPoisonHoldUpTheRest() {
        AtomicInteger poisoned = new AtomicInteger();
        OutboxHandler fragile =
                handler(
                        "post",
                        event -> {
                            if (event.payload().equals("poison")) {
                                poisoned.incrementAndGet();
                                throw new IllegalStateException("poison");
                            }
                            note(event);
                        });
        Outbox outbox = started(fragile);
        List<OutboxEvent> poison =
                IntStream.range(0, 30)
                        .mapToObj(i -> new OutboxEvent(id(), "post", "poison"))
                        .toList();
        append(outbox, poison);
        List<OutboxEvent> good = events("post", 5);
        append(outbox, good);

        await().until(() -> handled.keySet().containsAll(good));
        await().until(() -> rows() == poison.size());
        await().until(() -> poisoned.get() > poison.size()); // retried
    }

    @Test
    void triesWhatTheDatabaseRefusesEverMoreSeldom() {
        OutboxHandler refused =
                handler(
                        "post",
                        _ ->
                                client.write(
                                        SLOT,
                                        jdbc ->
                                                jdbc.sql("select cast('x' as int)")
                                                        .query(Integer.class)
                                                        .single()));
        Outbox outbox = started(refused, noting("other"));
        append(outbox, events("post", 1));

        await().atMost(LONG).until(() -> isPutOffBeyondTheLongestBackOff());

        assertThat(worker(outbox).refused()).isEqualTo(Map.of("post", 1L, "other", 0L));
    }

    private static boolean isPutOffBeyondTheLongestBackOff() {
        return client.read(
                SLOT,
                jdbc ->
                        jdbc.sql(
                                        "select next_attempt_at > now() + interval '2 seconds'"
                                                + " from outbox")
                                .query(Boolean.class)
                                .single());
    }

    @Test
    void doesNotLetAKindThatHangsHoldUpOthers() {
        Outbox outbox = started(handler("stuck", event -> passGateAndNote(event)), noting("post"));
        List<OutboxEvent> stuck = events("stuck", 50);
        List<OutboxEvent> good = events("post", 5);
        append(outbox, Stream.concat(stuck.stream(), good.stream()).toList());

        await().until(() -> handled.keySet().containsAll(good));

        gate.countDown();
        await().until(() -> handled.keySet().containsAll(stuck));
    }

    @Test
    void leavesKindsThatItDoesNotKnowToNewerInstances() {
        append(unstarted(noting("new")), events("new", 1));
        Outbox old = started(noting("post"));
        List<OutboxEvent> known = events("post", 1);
        append(old, known);

        await().until(() -> handled.keySet().containsAll(known));
        await().until(() -> rows() == 1);
        assertThatThrownBy(() -> append(old, events("new", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endsWhatItHasBegunBeforeItCloses() {
        Outbox outbox = started(handler("post", event -> passGateAndNote(event)));
        List<OutboxEvent> events = events("post", 1);
        append(outbox, events);
        outbox.dispatch(events);
        Thread closing = Thread.startVirtualThread(worker(outbox)::close);
        gate.countDown();

        await().until(() -> !closing.isAlive());
        assertThat(handled).containsOnlyKeys(events);
        assertThat(rows()).isZero();
    }

    @Test
    void refusesTwoHandlersOfOneKind() {
        assertThatThrownBy(() -> unstarted(noting("post"), noting("post")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void handlesAnEventAsPartOfTheTraceOfItsCauseWhoeverHandlesIt() {
        SpanContext cause =
                SpanContext.create(
                        "4bf92f3577b34da6a3ce929d0e0e4736",
                        "00f067aa0ba902b7",
                        TraceFlags.getDefault(),
                        TraceState.getDefault());
        Queue<String> traces = new ConcurrentLinkedQueue<>();
        OutboxHandler handler =
                handler("post", _ -> traces.add(Span.current().getSpanContext().getTraceId()));
        Outbox forgetful = unstarted(handler);
        List<OutboxEvent> events = events("post", 1);

        try (Scope _ = Span.wrap(cause).makeCurrent()) {
            append(forgetful, events);
            assertThat(forgetful.dispatchAndAwait(events, LONG)).isTrue();
        }
        assertThat(traces).containsExactly(cause.getTraceId());
        started(handler);

        await().atMost(LONG).until(() -> traces.size() > 1);
        assertThat(traces).containsOnly(cause.getTraceId());
    }

    private OutboxWorker worker(Outbox outbox) {
        return Objects.requireNonNull(workers.get(outbox));
    }

    private Outbox started(OutboxHandler... handlers) {
        Outbox outbox = unstarted(handlers);
        worker(outbox).start();
        return outbox;
    }

    private Outbox unstarted(OutboxHandler... handlers) {
        Duration soon = Duration.ofMillis(100);
        Outbox outbox =
                new Outbox(
                        client,
                        new OutboxSettings(
                                soon,
                                Duration.ofMillis(500),
                                soon,
                                Duration.ofSeconds(1),
                                8,
                                512,
                                100,
                                soon,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(5)));
        workers.put(outbox, new OutboxWorker(outbox, List.of(handlers)));
        return outbox;
    }

    private OutboxHandler noting(String kind) {
        return handler(kind, this::note);
    }

    private static OutboxHandler handler(String kind, Consumer<OutboxEvent> handling) {
        return new OutboxHandler() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public void handle(OutboxEvent event) {
                handling.accept(event);
            }
        };
    }

    private void note(OutboxEvent event) {
        handled.computeIfAbsent(event, key -> new AtomicInteger()).incrementAndGet();
    }

    private void passGateAndNote(OutboxEvent event) {
        try {
            if (!gate.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("Nobody opened the gate");
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
        note(event);
    }

    private static void append(Outbox outbox, List<OutboxEvent> events) {
        client.write(
                SLOT,
                jdbc -> {
                    outbox.append(jdbc, events);
                    return events.size();
                });
    }

    private static List<OutboxEvent> events(String kind, int count) {
        return IntStream.range(0, count).mapToObj(i -> event(kind)).toList();
    }

    private static OutboxEvent event(String kind) {
        return new OutboxEvent(id(), kind, "{}");
    }

    private static long id() {
        return IDS.next(SLOT);
    }

    private static long rows() {
        return client.read(
                SLOT, jdbc -> jdbc.sql("select count(*) from outbox").query(Long.class).single());
    }
}
