package io.rookery.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.ProcessState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class HungDiskTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final char STOPPED = 'T';

    private Process server;

    @BeforeEach
    void startsAServerThatForksForEachLineItReads() throws IOException {
        server =
                new ProcessBuilder(
                                "/bin/sh", "-c", "sleep 600 & while read -r _; do sleep 600 & done")
                        .start();
        await().atMost(DEADLINE).until(() -> server.children().count() == 1);
    }

    @AfterEach
    void endsIt() {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
    }

    @Test
    void stopsChildrenOldAndNewAndNotTheServerThatForksThem() throws IOException {
        HungDisk disk = HungDisk.of(new Node(server));
        try (var lines = server.outputWriter()) {
            await().atMost(DEADLINE).until(() -> childrenIn(STOPPED) == 1);
            lines.write("\n");
            lines.flush();
            await().atMost(DEADLINE).until(() -> childrenIn(STOPPED) == 2);
            assertThat(state(server.pid())).isNotEqualTo(STOPPED);

            disk.thaw();

            await().atMost(DEADLINE).until(() -> childrenIn(STOPPED) == 0);
            lines.write("\n");
            lines.flush();
            await().atMost(DEADLINE).until(() -> server.children().count() == 3);
            assertThat(childrenIn(STOPPED)).isZero();
        }
    }

    private long childrenIn(char state) {
        return server.children().filter(child -> state(child.pid()) == state).count();
    }

    private static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process of this test that acts as a node of the platform. */
    private record Node(Process process) implements ManagedProcess {

        @Override
        public String name() {
            return "server";
        }

        @Override
        public String role() {
            return "server";
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public ProcessState state() {
            return ProcessState.RUNNING;
        }

        @Override
        public void kill() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void terminate() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void freeze() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void thaw() {
            throw new UnsupportedOperationException();
        }
    }
}
