package io.rookery.acceptance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {

    @TempDir private Path directory;

    @Test
    void tellsWhoHasEjectedWhomSinceItBegan() throws IOException {
        Path gateway = directory.resolve("gateway-0.log");
        Path feed = directory.resolve("feed-service-1.log");
        Files.writeString(gateway, "INFO old at 1:1 is ejected until it answers probes\n");
        Files.writeString(feed, "");
        Logs logs = Logs.from(directory);

        Files.writeString(
                gateway,
                "INFO user-service at 127.0.0.1:80 is ejected until it answers probes\n",
                StandardOpenOption.APPEND);
        Files.writeString(
                feed,
                """
                WARN The primary of shard-0 does not answer; its standby serves reads, and writes wait
                WARN Redis primary 127.0.0.1:90 does not answer; the feed works without it.
                """);

        assertThat(logs.openedBreakers())
                .containsExactly(
                        "feed-service-1: Redis primary 127.0.0.1:90",
                        "feed-service-1: primary of shard-0",
                        "gateway-0: user-service at 127.0.0.1:80");
    }

    @Test
    void findsErrorsAndStackTraces() throws IOException {
        Logs logs = Logs.from(directory);
        Files.writeString(
                directory.resolve("user-service-0.log"),
                "10:00 ERROR broken\n\tat io.rookery.Thing\n10:01 INFO fine\n");
        Files.writeString(directory.resolve("redis-0.log"), "10:00 ERROR not ours\n");

        assertThat(logs.complaints())
                .containsExactly(
                        "user-service-0.log: 10:00 ERROR broken",
                        "user-service-0.log: at io.rookery.Thing");
    }
}
