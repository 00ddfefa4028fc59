package io.rookery.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests what a supervisor decides, on processes that never run. */
class RestartSupervisorTest {
    private static final int LIMIT = 2;

    private final List<String> events = new ArrayList<>();
    private final Absent one = new Absent("one");
    private final Absent other = new Absent("other");
    private boolean isDiskFull;
    private final RestartSupervisor<Absent> supervisor =
            new RestartSupervisor<>(
                    this::start,
                    process -> events.add("bury " + process),
                    () -> new RestartBudget(LIMIT, Duration.ofHours(1), () -> Instant.EPOCH));

    private void start(Absent process) {
        if (isDiskFull) {
            throw new LaunchException(process + " cannot be started");
        }
        events.add("start " + process);
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    @Test
    void buriesADeadProcessBeforeItIsRestarted() {
        supervisor.died(one);

        assertThat(events).containsExactly("bury one", "start one");
    }

    @Test
    void restartsWhatDiedDuringAHoldOnceItIsOver() {
        supervisor.hold();
        supervisor.died(one);
        supervisor.died(other);
        supervisor.died(one);
        assertThat(events).isEmpty();

        supervisor.resume();

        assertThat(events).containsExactly("bury one", "start one", "bury other", "start other");
    }

    @Test
    void leavesDeadWhatHasUsedUpItsBudget() {
        useUpTheBudgetOf(one);

        supervisor.died(one);
        supervisor.died(one);

        assertThat(events).containsExactly("bury one");
        assertThat(supervisor.isFailing(one)).isTrue();
    }

    @Test
    void givesEachProcessABudgetOfItsOwn() {
        useUpTheBudgetOf(one);

        supervisor.died(other);

        assertThat(events).containsExactly("bury other", "start other");
        assertThat(supervisor.isFailing(other)).isFalse();
    }

    @Test
    void triesAgainLaterWhatCannotBeStartedNow() {
        isDiskFull = true;

        supervisor.died(one);

        assertThat(events).containsExactly("bury one");
        assertThat(supervisor.isFailing(one)).isTrue();
    }

    @Test
    void doesNothingOnceItIsClosed() {
        supervisor.close();

        supervisor.start(one);
        supervisor.died(one);
        assertThatThrownBy(() -> supervisor.restart(one, () -> events.add("stop one")))
                .isInstanceOf(LaunchException.class);

        assertThat(events).isEmpty();
    }

    @Test
    void replacesAProcessOutsideItsBudget() {
        useUpTheBudgetOf(one);

        supervisor.restart(
                one,
                () -> {
                    supervisor.died(one);
                    events.add("stop one");
                });

        assertThat(events).containsExactly("stop one", "start one");
        assertThat(supervisor.isFailing(one)).isFalse();
    }

    @Test
    void startsAProcessAgainThatCouldNotBeStoppedInOrder() {
        assertThatThrownBy(() ->
                        supervisor.restart(
                                one,
                                () -> {
                                    throw new IllegalStateException("It was killed");
                                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(events).containsExactly("start one");
    }

    @Test
    void replacesNothingDuringAHold() {
        supervisor.hold();

        assertThatThrownBy(() -> supervisor.restart(one, () -> events.add("stop one")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("one is not restarted");

        assertThat(events).isEmpty();
    }

    @Test
    void replacesAProcessOnlyOnceAtATime() {
        supervisor.restart(
                one,
                () ->
                        assertThatThrownBy(
                                        () -> supervisor.restart(one, () -> events.add("stop one")))
                                .isInstanceOf(LaunchException.class));

        assertThat(events).containsExactly("start one");
    }

    private void useUpTheBudgetOf(Absent process) {
        for (int i = 0; i < LIMIT; i++) {
            supervisor.died(process);
        }
        assertThat(supervisor.isFailing(process)).isFalse();
        events.clear();
    }

    private static final class Absent extends SupervisedProcess {
        Absent(String name) {
            super(name);
        }

        @Override
        protected void ended() {}

        @Override
        public String role() {
            return "none";
        }

        @Override
        public int port() {
            return -1;
        }

        @Override
        public Path log() {
            return Path.of(name() + ".log");
        }
    }
}
