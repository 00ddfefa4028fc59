package io.rookery.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Subject process = new Subject();
    private final AtomicInteger silences = new AtomicInteger();
    private final List<Duration> limits = new CopyOnWriteArrayList<>();

    @Test
    void callsAProcessSilentThatAnswersNeitherOfTwoProbes() {
        try (var probe = new Probe(process, this::isAnswered, silences::incrementAndGet)) {
            assertThat(probe.isSilent()).isFalse();

            await().atMost(DEADLINE).until(() -> silences.get() > 0);

            assertThat(probe.isSilent()).isTrue();
            assertThat(limits).startsWith(Duration.ofMillis(500), Duration.ofSeconds(1));
        }
    }

    @Test
    void givesAProcessASecondChanceWithMoreTime() {
        try (var probe =
                new Probe(
                        process,
                        limit -> isAnswered(limit) || limit.toMillis() > 500,
                        silences::incrementAndGet)) {
            await().atMost(DEADLINE).until(() -> limits.size() >= 4);

            assertThat(probe.isSilent()).isFalse();
        }
        assertThat(silences).hasValue(0);
    }

    @Test
    void probesNoDeadProcess() {
        process.pid = -1;
        try (var probe = new Probe(process, this::isAnswered, silences::incrementAndGet)) {
            await().atMost(DEADLINE).until(() -> process.looks.get() >= 2);

            assertThat(probe.isSilent()).isFalse();
        }
        assertThat(limits).isEmpty();
    }

    @Test
    void doesNotBlameAProcessForTheSilenceOfItsPredecessor() {
        var answers = new AtomicInteger();
        try (var probe = new Probe(process, _ -> answers.get() > 0, silences::incrementAndGet)) {
            await().atMost(DEADLINE).until(probe::isSilent);

            answers.incrementAndGet();
            process.pid = 4712;

            assertThat(probe.isSilent()).isFalse();
        }
    }

    /** Records a probe, which gets no answer. */
    private boolean isAnswered(Duration limit) {
        limits.add(limit);
        return false;
    }

    /** A process that is there, unless its process id says that it is not. */
    private static final class Subject implements ManagedProcess {
        private final AtomicInteger looks = new AtomicInteger();
        private volatile long pid = 4711;

        @Override
        public long pid() {
            looks.incrementAndGet();
            return pid;
        }

        @Override
        public String name() {
            return "subject";
        }

        @Override
        public String role() {
            return "none";
        }

        @Override
        public int port() {
            return -1;
        }

        @Override
        public ProcessState state() {
            return ProcessState.RUNNING;
        }

        @Override
        public void kill() {}

        @Override
        public void terminate() {}

        @Override
        public void freeze() {}

        @Override
        public void thaw() {}
    }
}
