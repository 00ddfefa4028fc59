package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.port.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PostgresNodeProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong(1);

    @Test
    void takesAServerThatIsStillStartingForOneThatAnswers() throws IOException {
        try (var server = new RefusingServer();
                var probe = probe(server.port())) {
            assertThat(probe.answers(LIMIT)).isTrue();
            assertThat(server.refusals()).isPositive();
        }
    }

    @Test
    void takesAServerThatHasRefusedSessionsForAMinuteForSilent() {
        try (var probe = probe(FreePorts.reserve(1))) {
            assertThat(probe.answers(LIMIT)).isTrue();
            now.addAndGet(Duration.ofSeconds(59).toNanos());
            assertThat(probe.answers(LIMIT)).isTrue();
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(probe.answers(LIMIT)).isFalse();
        }
    }

    @Test
    void takesAServerThatAcceptsAConnectionAndSaysNothingForSilent() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var probe = probe(server.getLocalPort())) {
            assertThat(probe.answers(LIMIT)).isFalse();
        }
    }

    private PostgresNodeProbe probe(int port) {
        return new PostgresNodeProbe(port, "rookery", now::get);
    }
}
