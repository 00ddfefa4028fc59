package io.rookery.storage.monitoring.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.postgres.PostgresPairSettings;
import io.rookery.launcher.switchover.SwitchoverServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switchover that an authorised caller requests swaps primary and standby. */
class SwitchoversIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int PORT = FreePorts.reserve(1);
    private static final String PASSWORD = "of the switchovers";

    @TempDir static Path directory;
    private static PostgresPair pair;
    private static SwitchoverServer server;
    private static URI address;

    @BeforeAll
    static void startsAPair() throws IOException {
        pair =
                PostgresPair.start(
                        PostgresPairSettings.of("shard-0", directory, FreePorts.reserve(2))
                                .withFsync(false));
        server = SwitchoverServer.start(PORT, PASSWORD, announced -> announced);
        server.add("shard-0", pair);
        address = URI.create("http://127.0.0.1:" + PORT + "/shard-0");
    }

    @AfterAll
    static void stopsIt() {
        server.close();
        pair.close();
    }

    @Test
    void theStandbyBecomesPrimaryWhenThePresentOneIsNamed() throws InterruptedException {
        pair.awaitSynchronous(DEADLINE);
        int before = pair.primaryPort();
        URI nobody = URI.create("http://127.0.0.1:1");
        try (var patroni = patroni(PASSWORD)) {
            String said = patroni.switchOver(List.of(nobody, address), "127.0.0.1:" + before);
            assertThat(said).isEqualTo("Successfully switched over. (200)");
        }
        assertThat(pair.primaryPort()).isNotEqualTo(before);
    }

    @Test
    void nothingIsDoneWhenSomebodyElseIsPrimary() throws InterruptedException {
        int before = pair.primaryPort();
        try (var patroni = patroni(PASSWORD)) {
            assertThat(patroni.switchOver(List.of(address), "127.0.0.1:1"))
                    .endsWith("is primary, not 127.0.0.1:1.");
        }
        assertThat(pair.primaryPort()).isEqualTo(before);
    }

    @Test
    void nothingIsDoneForWhoDoesNotKnowThePassword() throws InterruptedException {
        int before = pair.primaryPort();
        try (var patroni = patroni("another one")) {
            assertThat(patroni.switchOver(List.of(address), "127.0.0.1:" + before)).contains("401");
        }
        assertThat(pair.primaryPort()).isEqualTo(before);
    }

    private static Patroni patroni(String password) {
        return new Patroni(
                new SwitchoverSettings(
                        SwitchoverServer.USERNAME, password, DEADLINE, Duration.ofSeconds(30)));
    }
}
