package io.rookery.kit.failover;

import static io.rookery.kit.failover.TestRequests.read;
import static io.rookery.kit.failover.TestRequests.request;
import static io.rookery.kit.failover.TestRequests.unrepeatableWrite;
import static io.rookery.kit.failover.TestRequests.within;
import static io.rookery.kit.failover.TestRequests.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.TracerProvider;
import io.rookery.kit.balancing.RoundRobin;
import io.rookery.kit.discovery.InstanceProbe;
import io.rookery.kit.error.UnavailableException;
import io.rookery.kit.failover.TestInstance.Behaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.util.unit.DataSize;

class RequestFailoverIT {

    private static final int ENOUGH = 50;
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final List<TestInstance> instances = new ArrayList<>();
    private final List<AutoCloseable> closeables = new ArrayList<>();
    private final FixedAdmission admission = new FixedAdmission();
    private List<ServiceInstance> listed = List.of();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : closeables.reversed()) {
            closeable.close();
        }
        instances.forEach(TestInstance::close);
    }

    @ParameterizedTest
    @EnumSource(names = {"DIES_IN_MID_ANSWER", "DIES_BEFORE_ANSWERING", "IS_FROZEN", "TURNS_AWAY"})
    void failsNoReadAndNoWriteWithAKeyWhileOneInstanceMisbehaves(Behaviour behaviour)
            throws Exception {
        TestInstance bad = start(Behaviour.ANSWERS);
        TestInstance good = start(Behaviour.ANSWERS);
        RequestFailover failover = failover(ENOUGH);
        List<Future<UpstreamResponse>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                if (i == 10) {
                    bad.now(behaviour);
                }
                OutboundRequest request = i % 2 == 0 ? read() : write("key-" + i);
                answers.add(clients.submit(() -> failover.send(request)));
            }
        }
        for (Future<UpstreamResponse> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
            assertThat(answer.get().length()).isEqualTo(10_000);
        }
        for (int i = 1; i < 40; i += 2) {
            assertThat(handledByAny()).contains("POST key-" + i + " 4");
        }
        assertThat(good.handled()).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void goesToAnotherInstanceWhenOneRefusesConnectionsEvenForAWriteWithoutAKey() throws Exception {
        TestInstance dead = start(Behaviour.ANSWERS);
        start(Behaviour.ANSWERS);
        dead.close();
        RequestFailover failover = failover(ENOUGH);
        for (int i = 0; i < 10; i++) {
            assertThat(failover.send(unrepeatableWrite()).status()).isEqualTo(200);
        }
    }

    @Test
    void sendsAWriteThatCannotBeRepeatedOnlyOnce() throws Exception {
        start(Behaviour.DIES_BEFORE_ANSWERING);
        start(Behaviour.DIES_BEFORE_ANSWERING);
        RequestFailover failover = failover(ENOUGH);
        assertThatThrownBy(() -> failover.send(unrepeatableWrite()))
                .isInstanceOf(UnavailableException.class);
        assertThat(handledByAny()).hasSize(1);
    }

    @Test
    void repeatsNoMoreThanTheBudgetAllows() throws Exception {
        start(Behaviour.DIES_BEFORE_ANSWERING);
        start(Behaviour.DIES_BEFORE_ANSWERING);
        RequestFailover failover = failover(5);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> failover.send(read()))
                    .isInstanceOf(UnavailableException.class);
        }
        // 20 first attempts, 5 retries from the reserve, and a tenth of 20 as earned retries.
        assertThat(handledByAny()).hasSizeLessThanOrEqualTo(20 + 5 + 2);
    }

    @Test
    void passesOverAnInstanceThatRefusesUntilItAnswersProbes() throws Exception {
        TestInstance bad = start(Behaviour.DIES_IN_MID_ANSWER);
        start(Behaviour.ANSWERS);
        RequestFailover failover = failover(ENOUGH);
        failover.send(read());
        failover.send(read());
        int before = bad.handled().size();
        assertThat(before).isEqualTo(1);
        bad.now(Behaviour.ANSWERS);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(failover.send(read()).status()).isEqualTo(200);
                    assertThat(bad.handled()).hasSizeGreaterThan(before);
                });
    }

    @Test
    void triesAllInstancesWhenTooFewAreInGoodOrder() throws Exception {
        TestInstance first = start(Behaviour.DIES_BEFORE_ANSWERING);
        TestInstance second = start(Behaviour.DIES_IN_MID_ANSWER);
        RequestFailover failover = failover(ENOUGH);
        assertThatThrownBy(() -> within(Duration.ofMillis(200), () -> failover.send(read())))
                .isInstanceOf(UnavailableException.class);
        first.now(Behaviour.ANSWERS);
        second.now(Behaviour.ANSWERS);
        assertThat(failover.send(read()).status()).isEqualTo(200);
    }

    @Test
    void waitsForALongWriteAsLongAsTheInstanceAnswersProbes() throws Exception {
        TestInstance slow = start(Behaviour.IS_SLOW);
        start(Behaviour.IS_SLOW);
        RequestFailover failover = failover(ENOUGH);
        try (ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<UpstreamResponse> answer = client.submit(() -> failover.send(write("k")));
            // This is longer than a frozen instance would get.
            await().pollDelay(Duration.ofMillis(1500)).until(() -> !answer.isDone());
            instances.forEach(TestInstance::thaw);
            assertThat(answer.get().status()).isEqualTo(200);
        }
        assertThat(handledByAny()).hasSize(1);
        assertThat(slow.handled()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void givesUpAtTheDeadline() throws Exception {
        start(Behaviour.IS_SLOW);
        RequestFailover failover = failover(ENOUGH);
        assertThatThrownBy(() -> within(Duration.ofMillis(300), () -> failover.send(write("k"))))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void passesOnTheInstancesOwnWordThatItCannotAnswerInTime() throws Exception {
        start(Behaviour.IS_OUT_OF_TIME);
        RequestFailover failover = failover(ENOUGH);
        UpstreamResponse answer = within(Duration.ofSeconds(4), () -> failover.send(write("k")));
        assertThat(answer.status()).isEqualTo(503);
    }

    @Test
    void givesAnInstanceLessTimeThanItHasItself() throws Exception {
        TestInstance instance = start(Behaviour.ANSWERS);
        RequestFailover failover = failover(ENOUGH);
        within(Duration.ofSeconds(9), () -> failover.send(read()));
        within(Duration.ofSeconds(4), () -> failover.send(read()));
        assertThat(instance.deadlines().get(0)).isPositive().isLessThanOrEqualTo(7_000);
        assertThat(instance.deadlines().get(1)).isPositive().isLessThanOrEqualTo(3_000);
    }

    @Test
    void waitsForAnInstanceToAppear() throws Exception {
        TestInstance late = start(Behaviour.ANSWERS);
        List<ServiceInstance> all = listed;
        listed = List.of();
        RequestFailover failover = failover(ENOUGH);
        try (ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<UpstreamResponse> answer = client.submit(() -> failover.send(read()));
            listed = all;
            assertThat(answer.get().instanceId()).isEqualTo(late.id());
        }
    }

    @Test
    void passesAnAnswerOnThatIsLargerThanTheBuffer() throws Exception {
        start(Behaviour.ANSWERS);
        RequestFailover failover =
                failover(ENOUGH, DataSize.ofKilobytes(4), Duration.ofMillis(200));
        try (UpstreamResponse answer = failover.send(read())) {
            assertThat(answer.length()).isEqualTo(-1);
            assertThat(answer.body().readAllBytes()).hasSize(10_000);
        }
    }

    @Test
    void takesFailuresOfTheInstanceForAnswersAndPassesItOverWhenTheyPileUp() throws Exception {
        TestInstance failing = start(Behaviour.FAILS);
        start(Behaviour.ANSWERS);
        RequestFailover failover = failover(ENOUGH, DataSize.ofMegabytes(2), Duration.ofMinutes(1));
        for (int i = 0; i < 40; i++) {
            failover.send(read()).close();
        }
        int before = failing.handled().size();
        assertThat(failover.send(read()).status()).isEqualTo(200);
        assertThat(failover.send(read()).status()).isEqualTo(200);
        assertThat(failing.handled()).hasSize(before).hasSizeLessThan(20);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILS", "DIES_IN_MID_ANSWER"})
    void passesNobodyOverForRequestsThatFailEverywhere(Behaviour behaviour) throws Exception {
        TestInstance first = start(behaviour);
        TestInstance second = start(behaviour);
        RequestFailover failover = failover(1_000, DataSize.ofMegabytes(2), Duration.ofMinutes(1));
        for (int i = 0; i < 100; i++) {
            OutboundRequest request = i % 2 == 0 ? read() : write("key-" + i);
            if (behaviour == Behaviour.FAILS) {
                assertThat(failover.send(request).status()).isEqualTo(500);
            } else {
                assertThatThrownBy(
                                () -> within(Duration.ofMillis(50), () -> failover.send(request)))
                        .isInstanceOf(UnavailableException.class);
            }
        }
        first.now(Behaviour.ANSWERS);
        second.now(Behaviour.ANSWERS);
        for (TestInstance instance : instances) {
            assertThat(failover.send(request("GET", null, true, instance.id())).instanceId())
                    .isEqualTo(instance.id());
        }
    }

    @Test
    void givesUpOnARequestThatIsBrokenOffWhereverItIsSent() throws Exception {
        start(Behaviour.DIES_IN_MID_ANSWER);
        start(Behaviour.DIES_IN_MID_ANSWER);
        RequestFailover failover = failover(ENOUGH);
        assertThatThrownBy(() -> failover.send(read()))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("test closed the connection repeatedly");
        assertThat(handledByAny()).hasSize(3);
    }

    @Test
    void givesAReadTheBetterAnswerOfTwoInstances() throws Exception {
        start(Behaviour.FAILS);
        start(Behaviour.ANSWERS);
        RequestFailover failover = failover(ENOUGH);
        for (int i = 0; i < 10; i++) {
            assertThat(failover.send(read()).status()).isEqualTo(200);
        }
    }

    @Test
    void sendsAWriteThatFailsNowhereElse() throws Exception {
        start(Behaviour.FAILS);
        start(Behaviour.ANSWERS);
        RequestFailover failover = failover(ENOUGH);
        for (int i = 0; i < 10; i++) {
            failover.send(write("key-" + i)).close();
        }
        assertThat(handledByAny()).hasSize(10);
    }

    @Test
    void asksEachInstanceOnceWhenAllShedWhatTheyGet() throws Exception {
        start(Behaviour.TURNS_AWAY);
        start(Behaviour.TURNS_AWAY);
        RequestFailover failover = failover(ENOUGH);
        assertThatThrownBy(() -> failover.send(write("key")))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("test is overloaded");
        assertThat(handledByAny()).hasSize(2);
    }

    @Test
    void sendsShedRequestsElsewhereOnlyWithinTheBudget() throws Exception {
        start(Behaviour.TURNS_AWAY);
        start(Behaviour.TURNS_AWAY);
        RequestFailover failover = failover(5);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> failover.send(read()))
                    .isInstanceOf(UnavailableException.class);
        }
        assertThat(handledByAny()).hasSizeLessThanOrEqualTo(20 + 5 + 2);
    }

    @Test
    void doesNotEjectAnInstanceBecauseItSheds() throws Exception {
        TestInstance busy = start(Behaviour.TURNS_AWAY);
        start(Behaviour.ANSWERS);
        RequestFailover failover = failover(ENOUGH);
        for (int i = 0; i < 40; i++) {
            failover.send(read()).close();
        }
        busy.now(Behaviour.ANSWERS);
        assertThat(failover.send(request("GET", null, true, busy.id())).instanceId())
                .isEqualTo(busy.id());
    }

    @Test
    void doesNotTakeAnInstanceForFrozenThatAnswersOthers() throws Exception {
        TestInstance busy = start(Behaviour.IS_SLOW);
        RequestFailover failover = failover(ENOUGH);
        busy.ignoreProbes();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<UpstreamResponse> slow = clients.submit(() -> failover.send(write("slow")));
            await().until(() -> busy.handled().contains("POST slow 4"));
            busy.now(Behaviour.ANSWERS);
            for (int i = 0; i < 60; i++) {
                failover.send(read()).close();
            }
            busy.thaw();
            assertThat(slow.get().status()).isEqualTo(200);
        }
        assertThat(busy.handled()).containsOnlyOnce("POST slow 4");
    }

    @Test
    void tellsInstancesThatItIsStrained() throws Exception {
        TestInstance instance = start(Behaviour.ANSWERS);
        RequestFailover failover = failover(ENOUGH);
        failover.send(read()).close();
        assertThat(instance.wasToldOfStrain()).isFalse();
        admission.strained = true;
        failover.send(read()).close();
        assertThat(instance.wasToldOfStrain()).isTrue();
    }

    @Test
    void prefersTheInstanceThatIsAskedFor() throws Exception {
        TestInstance wanted = start(Behaviour.ANSWERS);
        start(Behaviour.ANSWERS);
        RequestFailover failover = failover(ENOUGH);
        for (int i = 0; i < 5; i++) {
            assertThat(failover.send(request("GET", null, true, wanted.id())).instanceId())
                    .isEqualTo(wanted.id());
        }
    }

    private TestInstance start(Behaviour behaviour) throws IOException {
        TestInstance instance = TestInstance.that(behaviour);
        instances.add(instance);
        listed = instances.stream().map(TestInstance::instance).toList();
        return instance;
    }

    private List<String> handledByAny() {
        return instances.stream().flatMap(instance -> instance.handled().stream()).toList();
    }

    private RequestFailover failover(int reserve) {
        return failover(reserve, DataSize.ofMegabytes(2), Duration.ofMillis(200));
    }

    private RequestFailover failover(int reserve, DataSize buffer, Duration ejection) {
        FailoverSettings settings =
                new FailoverSettings(
                        Duration.ofMillis(300),
                        Duration.ofSeconds(3),
                        MARGIN,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(3),
                        0.1,
                        reserve,
                        0.3,
                        ejection,
                        ejection.multipliedBy(5),
                        64,
                        buffer);
        InstanceProbe probe = new InstanceProbe(Duration.ofMillis(500));
        InstanceHealth health =
                new InstanceHealth(
                        settings, probe, _ -> listed, CircuitBreakerRegistry.ofDefaults());
        HangDetector watch = new HangDetector(settings.probeAfter(), probe, health);
        watch.start();
        InstanceTransport transport = new InstanceTransport(settings, watch, admission);
        closeables.addAll(List.of(probe, health, watch, transport));
        return new RequestFailover(
                RoundRobin.over(() -> listed),
                transport,
                health,
                settings,
                new FailoverMetrics(new SimpleMeterRegistry()),
                TracerProvider.noop().get("none"));
    }
}
