package io.rookery.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartSupervisorIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final int LIMIT = 2;

    @TempDir Path directory;

    @Test
    void restartsWhatWasKilled() {
        try (var sleeper = start("exec sleep 600", FOR_EVER)) {
            long pid = sleeper.pid();

            sleeper.kill();

            await().atMost(DEADLINE).until(() -> sleeper.isAlive() && sleeper.pid() != pid);
            assertThat(sleeper.isFailing()).isFalse();
        }
    }

    @Test
    void killsAndRestartsWhatKeepsSilent() {
        try (var sleeper = start("exec sleep 600", FOR_EVER)) {
            long pid = sleeper.pid();

            sleeper.supervisor.watch(sleeper, _ -> sleeper.pid() != pid);

            await().atMost(DEADLINE).until(() -> sleeper.isAlive() && sleeper.pid() != pid);
        }
    }

    @Test
    void restartsOnlyAfterTheHoldWhatDiesMeanwhile() {
        try (var sleeper = start("exec sleep 600", FOR_EVER)) {
            sleeper.supervisor.hold();

            sleeper.kill();
            await().atMost(DEADLINE).until(() -> sleeper.deathTold);
            assertThat(sleeper.isAlive()).isFalse();

            sleeper.supervisor.resume();
            assertThat(sleeper.isAlive()).isTrue();
        }
    }

    @Test
    void leavesDeadWhatDiesAgainAndAgain() throws IOException {
        try (var mayfly = start("echo up", FOR_EVER)) {
            await().atMost(DEADLINE).until(mayfly::isFailing);

            assertThat(mayfly.starts()).isEqualTo(1 + LIMIT);
        }
    }

    @Test
    void triesAgainWhenTheBudgetAllowsIt() {
        try (var mayfly = start("echo up", Duration.ofMillis(300))) {
            await().atMost(DEADLINE).until(() -> mayfly.starts() > 3 * (1 + LIMIT));
        }
    }

    private Child start(String script, Duration window) {
        var child = new Child(directory, script, window);
        child.supervisor.start(child);
        return child;
    }

    private static final class Child extends SupervisedProcess implements AutoCloseable {
        private final RestartSupervisor<Child> supervisor;
        private final Path directory;
        private final String script;
        private volatile boolean deathTold;

        Child(Path directory, String script, Duration window) {
            super("child");
            this.directory = directory;
            this.script = script;
            this.supervisor =
                    new RestartSupervisor<>(
                            Child::launch,
                            _ -> {},
                            () -> new RestartBudget(LIMIT, window, InstantSource.system()));
        }

        private void launch() {
            launch(ProcessSpec.of(name(), directory, log(), List.of("/bin/sh", "-c", script)));
        }

        @Override
        protected void ended() {
            supervisor.died(this);
            deathTold = true;
        }

        boolean isFailing() {
            return supervisor.isFailing(this);
        }

        long starts() throws IOException {
            try (var lines = Files.lines(log())) {
                return lines.filter("up"::equals).count();
            }
        }

        @Override
        public String role() {
            return "child";
        }

        @Override
        public int port() {
            return -1;
        }

        @Override
        public Path log() {
            return directory.resolve("child.log");
        }

        @Override
        public void close() {
            supervisor.close();
            kill();
        }
    }
}
