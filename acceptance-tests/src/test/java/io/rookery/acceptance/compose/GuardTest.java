package io.rookery.acceptance.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests {@code postgres/guard}, which stops a shard's container if its Patroni hangs. Fakes stand
 * in for Patroni and Postgres.
 */
@Timeout(60)
class GuardTest {

    private static final Path GUARD = Path.of("../postgres/guard");

    /** Exits on SIGQUIT, which Postgres takes as an immediate shutdown. */
    private static final List<String> POSTGRES =
            List.of("bash", "-c", "trap 'exit 3' QUIT; while :; do sleep 0.1; done");

    private final CountDownLatch asked = new CountDownLatch(2);
    private HttpServer patroni;
    private Process postgres;

    @TempDir private Path data;

    @BeforeEach
    void start() throws IOException {
        patroni = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        patroni.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        postgres = new ProcessBuilder(POSTGRES).start();
        Files.writeString(data.resolve("postmaster.pid"), postgres.pid() + "\n");
    }

    @AfterEach
    void stop() {
        patroni.stop(0);
        postgres.destroyForcibly();
    }

    @Test
    void endsPostgresWhenPatroniSaysThatItStandsStill() throws Exception {
        Process guard = guarded(() -> asked.getCount() > 0 ? 200 : 503, "sleep", "1000");

        assertThat(guard.waitFor()).isEqualTo(1);
        assertThat(postgres.waitFor()).isEqualTo(3);
    }

    @Test
    void endsPostgresWhenPatroniSaysNothing() throws Exception {
        Process guard =
                guarded(
                        () -> {
                            if (asked.getCount() == 0) {
                                hang();
                            }
                            return 200;
                        },
                        "sleep",
                        "1000");

        assertThat(guard.waitFor()).isEqualTo(1);
        assertThat(postgres.waitFor()).isEqualTo(3);
    }

    @Test
    void endsPatroniAndItselfThoughTheVolumeHangs() throws Exception {
        Path hung = data.resolve("postmaster.pid");
        Files.delete(hung);
        assertThat(new ProcessBuilder("mkfifo", hung.toString()).start().waitFor()).isZero();
        Process guard = guarded(() -> asked.getCount() > 0 ? 200 : 503, "sleep", "1000");
        asked.await();
        List<ProcessHandle> guarded = guard.descendants().filter(GuardTest::isPatroni).toList();
        try {
            assertThat(guard.waitFor()).isEqualTo(1);
            assertThat(guarded).hasSize(1);
            await().until(() -> guarded.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            // Unblocks processes that still read from the pipe, so that they end.
            Files.writeString(hung, "", StandardOpenOption.WRITE);
        }
    }

    @Test
    void leavesAPatroniAloneThatIsOnlyStarting() throws Exception {
        Process guard = guarded(() -> 503, "bash", "-c", "sleep 5; exit 7");

        assertThat(guard.waitFor()).isEqualTo(7);
        assertThat(postgres.isAlive()).isTrue();
    }

    @Test
    void passesTheWordToStopOnAndEndsAsPatroniDoes() throws Exception {
        Process guard =
                guarded(() -> 200, "bash", "-c", "trap 'exit 9' TERM; while :; do sleep 0.1; done");
        asked.await();
        guard.destroy();

        assertThat(guard.waitFor()).isEqualTo(9);
        assertThat(postgres.isAlive()).isTrue();
    }

    /**
     * Whether the process is the fake Patroni. The guard's own children have the same arguments for
     * a moment, but do not run {@code sleep}.
     */
    private static boolean isPatroni(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("sleep")
                && List.of(process.info().arguments().orElse(new String[0])).contains("1000");
    }

    private Process guarded(IntSupplier status, String... command) throws IOException {
        patroni.createContext(
                "/liveness",
                exchange -> {
                    int answer = status.getAsInt();
                    asked.countDown();
                    exchange.sendResponseHeaders(answer, -1);
                    exchange.close();
                });
        patroni.start();
        ProcessBuilder guard = new ProcessBuilder(GUARD.toString());
        guard.command().addAll(List.of(command));
        guard.environment().put("PGDATA", data.toString());
        guard.environment()
                .put("ROOKERY_GUARD_PORT", Integer.toString(patroni.getAddress().getPort()));
        guard.environment().put("ROOKERY_GUARD_PATIENCE", "2");
        return guard.redirectErrorStream(true).start();
    }

    private static void hang() {
        try {
            TimeUnit.MINUTES.sleep(1);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
