package io.rookery.kit.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.opentelemetry.api.trace.TracerProvider;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.discovery.InstanceProbe;
import io.rookery.kit.failover.RawInstance.Reach;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.util.unit.DataSize;

@Timeout(120)
class InstanceTransportIT {

    private static final int ATTEMPTS = 5_000;
    private static final FailoverSettings SETTINGS =
            new FailoverSettings(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    Duration.ZERO,
                    // No instance is probed: the tests cancel attempts themselves.
                    Duration.ofHours(1),
                    Duration.ofSeconds(3),
                    0.1,
                    10,
                    0.3,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    1,
                    DataSize.ofMegabytes(2));

    private final InstanceProbe probe = new InstanceProbe(Duration.ofMillis(500));
    private final InstanceHealth health =
            new InstanceHealth(
                    SETTINGS, probe, _ -> List.of(), CircuitBreakerRegistry.ofDefaults());
    private final HangDetector watch = new HangDetector(SETTINGS.probeAfter(), probe, health);
    private final InstanceTransport transport =
            new InstanceTransport(SETTINGS, watch, new FixedAdmission());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<RawInstance> instances = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        transport.close();
        watch.close();
        for (RawInstance instance : instances) {
            instance.close();
        }
        health.close();
        probe.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTS_NOTHING, NOT_SENT",
        "READS_NOTHING,   SILENT",
        "READS_THE_HEAD,  SILENT",
        "ANSWERS_HALF,    SILENT"
    })
    void knowsWhatIsLeftOfAnAttemptThatIsTakenAway(Reach reach, AttemptFailure meaning)
            throws Exception {
        RawInstance instance = start(reach);
        Future<Object> outcome = threads.submit(() -> attempt(instance.instance(), "/1", large()));
        awaitReach(instance, reach);
        watch.cancel(instance.id());

        assertThat(outcome.get()).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTS_NOTHING, NOT_SENT",
        "READS_NOTHING,   ABANDONED",
        "READS_THE_HEAD,  ABANDONED",
        "ANSWERS_HALF,    ABANDONED"
    })
    void blamesNoInstanceForACallerWhoNoLongerWaits(Reach reach, AttemptFailure meaning)
            throws Exception {
        RawInstance instance = start(reach);
        List<Object> outcomes = new ArrayList<>();
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> outcomes.add(attempt(instance.instance(), "/1", large())));
        awaitReach(instance, reach);
        caller.interrupt();
        caller.join();

        assertThat(outcomes).containsExactly(meaning);
    }

    @Test
    void sendsNothingForAnAttemptThatIsTakenAwayWhileItWaitsForAConnection() throws Exception {
        RawInstance instance = start(Reach.READS_THE_HEAD);
        Future<Object> stuck = threads.submit(() -> attempt(instance.instance(), "/first", null));
        await().until(() -> instance.hasSeen("/first") && !stuck.isDone());
        Future<Object> waiting = threads.submit(() -> attempt(instance.instance(), "/2", null));
        await().until(() -> watch.underWay() == 2);
        watch.cancel(instance.id());

        assertThat(waiting.get()).isEqualTo(AttemptFailure.NOT_SENT);
        assertThat(instance.hasSeen("/2")).isFalse();
    }

    @Test
    void knowsWhatIsLeftOfAnAttemptWhereverItIsTakenAway() throws Exception {
        RawInstance instance = start(Reach.ANSWERS);
        Map<AttemptFailure, Integer> failures = new EnumMap<>(AttemptFailure.class);
        int answered = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            String path = "/" + i;
            long moment = ThreadLocalRandom.current().nextLong(300_000);
            Future<?> cut =
                    threads.submit(() -> {
                        await().pollDelay(Duration.ZERO)
                                .pollInterval(Duration.ofNanos(1))
                                .until(() -> watch.underWay() > 0 || instance.hasSeen(path));
                        LockSupport.parkNanos(moment);
                        watch.cancel(instance.id());
                    });
            Object outcome = attempt(instance.instance(), path, null);
            cut.get();
            if (outcome instanceof AttemptFailure failure) {
                failures.merge(failure, 1, Integer::sum);
                assertThat(failure).isIn(AttemptFailure.NOT_SENT, AttemptFailure.SILENT);
                assertThat(failure.isUnsent() && instance.hasSeen(path)).isFalse();
            } else {
                answered++;
            }
        }
        assertThat(answered).isPositive();
        assertThat(failures).isNotEmpty();
        // All cancelled attempts have returned their connections to the pool.
        assertThat(attempt(instance.instance(), "/last", null)).isEqualTo(200);
    }

    @Test
    void givesUpAnAnswerThatDripsBeyondTheDeadlineHoweverSteadily() throws Exception {
        RawInstance instance = start(Reach.DRIPS);
        watch.start();

        assertThat(attempt(instance.instance(), "/1", null, Duration.ofMillis(500)))
                .isEqualTo(AttemptFailure.TIMED_OUT);
    }

    @Test
    void sendsNothingOnceItIsClosed() throws Exception {
        RawInstance instance = start(Reach.ANSWERS);
        transport.close();

        assertThat(attempt(instance.instance(), "/1", null)).isEqualTo(AttemptFailure.NOT_SENT);
    }

    @Test
    void sendsNothingToAnInstanceWhoseAddressIsNone() {
        ServiceInstance nowhere =
                new DefaultServiceInstance("odd", "test", "no host", 1, false, Map.of()) {
                    @Override
                    public URI getUri() {
                        return URI.create("http://" + getHost());
                    }
                };

        assertThat(attempt(nowhere, "/1", null)).isEqualTo(AttemptFailure.NOT_SENT);
    }

    private static @Nullable HttpEntity large() {
        return new ByteArrayEntity(new byte[16 << 20], (ContentType) null);
    }

    /** Waits until the instance has got as far as it goes with the request to {@code /1}. */
    private void awaitReach(RawInstance instance, Reach reach) {
        await().until(() -> watch.underWay() > 0);
        switch (reach) {
            case READS_NOTHING -> await().until(instance::hasConnections);
            case READS_THE_HEAD, ANSWERS_HALF, ANSWERS ->
                    await().until(() -> instance.hasSeen("/1"));
            case ACCEPTS_NOTHING, DRIPS -> {}
        }
    }

    private RawInstance start(Reach reach) throws IOException {
        RawInstance instance = RawInstance.that(reach);
        instances.add(instance);
        return instance;
    }

    private Object attempt(ServiceInstance instance, String path, @Nullable HttpEntity body) {
        return attempt(instance, path, body, Duration.ofSeconds(30));
    }

    /** Returns the status of the answer, or the {@link AttemptFailure}; anything else is a bug. */
    private Object attempt(
            ServiceInstance instance, String path, @Nullable HttpEntity body, Duration deadline) {
        OutboundRequest request =
                new OutboundRequest("test", "GET", path, List.of(), body, true, null);
        try (AttemptSpan span =
                        AttemptSpan.begin(TracerProvider.noop().get("none"), request, instance, 0);
                UpstreamResponse answer =
                        transport.send(
                                instance,
                                request,
                                Deadline.after(deadline),
                                Duration.ofSeconds(30),
                                span)) {
            return answer.status();
        } catch (AttemptException e) {
            return e.failure();
        } catch (IOException e) {
            return e;
        }
    }
}
