package io.rookery.acceptance.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests {@code postgres/rebuild}, which decides when a standby must be rebuilt from a base backup.
 * A fake psql answers for both nodes.
 */
@Timeout(60)
class RebuildTest {

    private static final Path REBUILD = Path.of("../postgres/rebuild");

    /**
     * Fake psql. A query through the socket asks the standby itself; each such query is counted.
     * Other queries ask the primary.
     */
    private static final String PSQL =
            """
            #!/bin/bash
            case "$*" in
                *run/postgresql*) echo look >>"$ROOKERY_SECRETS_DIRECTORY/looks"; cat "$ROOKERY_SECRETS_DIRECTORY/own" ;;
                *"-h one -p 5433"*) cat "$ROOKERY_SECRETS_DIRECTORY/oldest" ;;
                *) exit 1 ;;
            esac
            """;

    @TempDir private Path directory;
    private HttpServer patroni;
    private boolean paused;
    private @Nullable Process script;

    @BeforeEach
    void startPatroni() throws IOException {
        patroni = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        patroni.createContext(
                "/patroni",
                exchange -> {
                    byte[] answer =
                            (paused ? "{\"state\": \"running\", \"pause\": true}" : "{}")
                                    .getBytes(StandardCharsets.US_ASCII);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        patroni.start();
    }

    @AfterEach
    void stop() {
        patroni.stop(0);
        if (script != null) {
            script.destroyForcibly();
        }
    }

    @Test
    void copiesAStandbyAnewWhoseNextLogIsGone() throws IOException {
        start("7 0/7000028 host=one port=5433", "8");

        await().until(() -> Files.exists(directory.resolve("called")));
        assertThat(directory.resolve("called")).hasContent("reinit --force shard-0 shard-0-b\n");
    }

    @Test
    void leavesAStandbyAloneThatStreamsOrAPrimary() throws IOException {
        start("", "8");

        assertNothingIsCalled();
    }

    @Test
    void leavesAStandbyAloneWhoseNextLogIsThere() throws IOException {
        start("8 0/8000028 host=one port=5433", "8");

        assertNothingIsCalled();
    }

    @Test
    void leavesAStandbyAloneWhosePrimaryIsUnavailable() throws IOException {
        start("7 0/7000028 host=two port=5433", "8");

        assertNothingIsCalled();
    }

    @Test
    void leavesAStandbyAloneWhosePrimaryIsNone() throws IOException {
        start("7 0/7000028 host=one port=5433", "");

        assertNothingIsCalled();
    }

    @Test
    void leavesAStandbyAloneWhosePatroniIsPaused() throws IOException {
        paused = true;
        start("7 0/7000028 host=one port=5433", "8");

        assertNothingIsCalled();
    }

    private void assertNothingIsCalled() {
        await().until(() -> Files.readAllLines(directory.resolve("looks")).size() > 8);
        assertThat(directory.resolve("called")).doesNotExist();
    }

    private void start(String own, String oldest) throws IOException {
        Files.writeString(directory.resolve("own"), own.isEmpty() ? "" : own + "\n");
        Files.writeString(directory.resolve("oldest"), oldest.isEmpty() ? "" : oldest + "\n");
        Files.writeString(directory.resolve("looks"), "");
        Files.writeString(directory.resolve("rookery_admin"), "secret");
        program("psql", PSQL);
        program("patronictl", "#!/bin/bash\necho \"$*\" >>\"$ROOKERY_SECRETS_DIRECTORY/called\"\n");
        ProcessBuilder builder = new ProcessBuilder(REBUILD.toString());
        builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
        builder.environment().put("ROOKERY_SECRETS_DIRECTORY", directory.toString());
        builder.environment().put("ROOKERY_REBUILD_PAUSE", "0.1");
        builder.environment()
                .put("ROOKERY_GUARD_PORT", Integer.toString(patroni.getAddress().getPort()));
        builder.environment().put("PATRONI_SCOPE", "shard-0");
        builder.environment().put("PATRONI_NAME", "shard-0-b");
        script = builder.start();
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
