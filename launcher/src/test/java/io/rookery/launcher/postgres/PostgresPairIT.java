package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.launcher.link.FaultProxy;
import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.ProcessState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresPairIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int PORT = FreePorts.reserve(2);

    @TempDir static Path directory;
    private static PostgresPair pair;
    private static Workload workload;

    @BeforeAll
    static void startsAPair() throws SQLException {
        pair = PostgresPair.start(settings());
        workload = new Workload(pair.jdbcUrl());
    }

    @AfterAll
    static void stopsThePair() {
        pair.close();
    }

    @BeforeEach
    void awaitsReplication() {
        pair.awaitSynchronous(DEADLINE);
    }

    private static PostgresPairSettings settings() {
        return PostgresPairSettings.of("shard-0", directory.resolve("shard-0"), PORT);
    }

    @Test
    void rolesOfTheServicesMayMakeTheirSchemas() throws SQLException {
        for (String role : new String[] {"storage:placement", "users:users", "feed:feed"}) {
            String[] parts = role.split(":", -1);
            try (var connection =
                            DriverManager.getConnection(
                                    pair.jdbcUrl(), "rookery_" + parts[0], "rookery");
                    var statement = connection.createStatement()) {
                statement.execute("create schema if not exists " + parts[1]);
                statement.execute("create table if not exists probe (id int)");
                var rows = statement.executeQuery("select '" + parts[1] + ".probe'::regclass");
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @Test
    void outlivesALinkToItsClientsThatDropsEverything() throws Exception {
        try (var a = FaultProxy.open("a", 0, pair.nodes().getFirst().port());
                var b = FaultProxy.open("b", 0, pair.nodes().getLast().port());
                var connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/rookery?targetServerType=primary"
                                        .formatted(a.port(), b.port()),
                                "rookery_feed",
                                "rookery");
                var statement = connection.createStatement()) {
            statement.execute("create temporary table held (id int)");
            a.drop();
            b.drop();
            var insert =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return statement.executeUpdate("insert into held values (1)");
                                } catch (SQLException e) {
                                    throw new AssertionError(e);
                                }
                            },
                            Thread::startVirtualThread);
            assertThat(insert).isNotDone();
            assertThat(pair.isSynchronous()).isTrue();
            a.pass();
            b.pass();
            assertThat(insert).succeedsWithin(DEADLINE).isEqualTo(1);
        }
    }

    @Test
    void losesNoAcknowledgedWriteWhenThePrimaryIsKilled() throws Exception {
        ManagedProcess primary = primary();
        try (var run = workload.start()) {
            run.awaitProgress();
            primary.kill();
            run.awaitProgress();
            pair.awaitSynchronous(DEADLINE);
            assertThat(primary.role()).isEqualTo("standby");
            run.awaitProgress();
        }
        workload.assertThatNothingIsLost();
    }

    @Test
    void replacesAPrimaryThatIsToldToStopAndWaitsForItsClientsToLeave() throws Exception {
        ManagedProcess primary = primary();
        try (var run = workload.start()) {
            run.awaitProgress();
            primary.terminate();
            await().atMost(DEADLINE)
                    .until(() ->
                            pair.nodes().stream()
                                    .anyMatch(node ->
                                            !node.equals(primary)
                                                    && node.role().equals("primary")));
            run.awaitProgress();
            pair.awaitSynchronous(DEADLINE);
        }
        workload.assertThatNothingIsLost();
    }

    @Test
    void losesNoAcknowledgedWriteWhenThePrimaryIsFrozenForEver() throws Exception {
        ManagedProcess primary = primary();
        try (var run = workload.start()) {
            run.awaitProgress();
            primary.freeze();
            assertThat(primary.state()).isEqualTo(ProcessState.FROZEN);
            run.awaitProgress();
            pair.awaitSynchronous(DEADLINE);
            assertThat(primary.role()).isEqualTo("standby");
        }
        workload.assertThatNothingIsLost();
    }

    @Test
    void losesNoAcknowledgedWriteWhenThePrimaryHandsOver() throws Exception {
        ManagedProcess primary = primary();
        ManagedProcess standby = standby();
        try (var run = workload.start()) {
            run.awaitProgress();
            assertThat(pair.handOver(standby.name(), DEADLINE)).isFalse();
            assertThat(pair.handOver(primary.name(), DEADLINE)).isTrue();
            assertThat(standby.role()).isEqualTo("primary");
            run.awaitProgress();
            pair.awaitSynchronous(DEADLINE);
        }
        workload.assertThatNothingIsLost();
    }

    @Test
    void goesOnWithoutItsStandbyAndTakesItBack() throws Exception {
        ManagedProcess standby = standby();
        int primaryPort = pair.primaryPort();
        try (var run = workload.start()) {
            run.awaitProgress();
            standby.kill();
            run.awaitProgress();
            pair.awaitSynchronous(DEADLINE);
            standby.freeze();
            run.awaitProgress();
            await().atMost(DEADLINE).until(() -> standby.state() == ProcessState.RUNNING);
            pair.awaitSynchronous(DEADLINE);
        }
        assertThat(pair.primaryPort()).isEqualTo(primaryPort);
        workload.assertThatNothingIsLost();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void replacesAStandbyThatAnswersAndConfirmsNothing() throws Exception {
        ManagedProcess standby = standby();
        int primaryPort = pair.primaryPort();
        try (var run = workload.start()) {
            run.awaitProgress();
            long sick = standby.pid();
            stop(childOf(sick, "walreceiver"));
            run.awaitProgress();
            await().atMost(DEADLINE).until(() -> standby.pid() != sick);
            pair.awaitSynchronous(DEADLINE);
            run.awaitProgress();
        }
        assertThat(pair.primaryPort()).isEqualTo(primaryPort);
        workload.assertThatNothingIsLost();
    }

    private static long childOf(long postmaster, String title) {
        return ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .filter(pid -> {
                    try {
                        return Files.readString(Path.of("/proc/" + pid + "/cmdline"))
                                .contains(title);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    private static void stop(long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s STOP " + pid).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Test
    void restartsThePrimaryWhenTheStandbyLacksCommits() throws Exception {
        ManagedProcess primary = primary();
        ManagedProcess standby = standby();
        standby.kill();
        try (var run = workload.start()) {
            run.awaitProgress();
            primary.kill();
            standby.kill();
            run.awaitProgress();
            pair.awaitSynchronous(DEADLINE);
        }
        workload.assertThatNothingIsLost();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void keepsDataAndRolesThroughAFullStop() throws Exception {
        primary().kill();
        pair.awaitSynchronous(DEADLINE);
        int primaryPort = pair.primaryPort();
        try (var run = workload.start()) {
            run.awaitProgress();
        }
        pair.close();
        assertThat(pair.nodes())
                .extracting(ManagedProcess::state)
                .containsOnly(ProcessState.STOPPED);

        pair = PostgresPair.start(settings());

        assertThat(pair.primaryPort()).isEqualTo(primaryPort);
        assertThat(pair.isSynchronous()).isTrue();
        workload.assertThatNothingIsLost();
    }

    private static ManagedProcess primary() {
        return node("primary");
    }

    private static ManagedProcess standby() {
        return node("standby");
    }

    private static ManagedProcess node(String role) {
        return pair.nodes().stream().filter(n -> n.role().equals(role)).findFirst().orElseThrow();
    }
}
