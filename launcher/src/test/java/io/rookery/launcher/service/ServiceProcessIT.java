package io.rookery.launcher.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ProcessState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int PORT = FreePorts.reserve(1);

    /** The first start, and the number of restarts that the budget allows immediately. */
    private static final int STARTS = 1 + 5;

    @TempDir private Path directory;

    private int builds;

    @Test
    void servesAgainUnderItsNameAndPortAfterItWasKilled() throws IOException {
        try (ServiceProcess service = start(Map.of())) {
            await().atMost(DEADLINE).until(service::isReady);
            long first = service.pid();

            service.kill();

            await().atMost(DEADLINE).until(() -> service.pid() != first && service.isReady());
            assertThat(service.name()).isEqualTo("tiny-service-0");
            assertThat(service.port()).isEqualTo(PORT);
            assertThat(service.condition()).isEqualTo("ready");
            assertThat(ProcessHandle.of(first)).isEmpty();
            assertThat(starts()).isEqualTo(2);
        }
    }

    @Test
    void isLeftAloneOnceItHasDiedMoreOftenThanItsBudgetAllows() throws IOException {
        try (ServiceProcess service = start(Map.of(TinyService.DIES, "true"))) {
            await().atMost(DEADLINE).until(service::isFailing);
            assertThat(service.state()).isEqualTo(ProcessState.STOPPED);
            assertThat(service.condition()).isEqualTo("failing");
            assertThat(starts()).isEqualTo(STARTS);
        }
    }

    @Test
    void countsKillsAgainstTheSameBudget() throws IOException {
        try (ServiceProcess service = start(Map.of())) {
            for (int i = 0; i < STARTS; i++) {
                await().atMost(DEADLINE).until(service::isReady);
                service.kill();
            }
            await().atMost(DEADLINE).until(service::isFailing);
            assertThat(service.state()).isEqualTo(ProcessState.STOPPED);
            assertThat(starts()).isEqualTo(STARTS);
        }
    }

    @Test
    void isReplacedByTheLatestBuildHoweverOftenOutsideItsBudget() throws IOException {
        try (ServiceProcess service = start(Map.of())) {
            for (int i = 0; i < STARTS; i++) {
                await().atMost(DEADLINE).until(service::isReady);
                long before = service.pid();
                service.restart();
                assertThat(service.pid()).isNotEqualTo(before);
                assertThat(ProcessHandle.of(before)).isEmpty();
            }
            await().atMost(DEADLINE).until(service::isReady);
            assertThat(builds).isEqualTo(STARTS);
            assertThat(starts()).isEqualTo(STARTS + 1);
        }
    }

    @Test
    void isNotReplacedWhileItsRepairsAreOnHold() throws IOException {
        try (ServiceProcess service = start(Map.of())) {
            await().atMost(DEADLINE).until(service::isReady);
            service.holdRepairs();
            assertThatThrownBy(service::restart).isInstanceOf(LaunchException.class);
            assertThat(service.isReady()).isTrue();
        }
    }

    @Test
    void staysDownWhenItIsClosed() throws IOException {
        ServiceProcess service = start(Map.of());
        await().atMost(DEADLINE).until(service::isReady);

        service.close();

        assertThat(service.state()).isEqualTo(ProcessState.STOPPED);
        assertThat(service.isFailing()).isFalse();
        assertThat(starts()).isEqualTo(1);
    }

    private ServiceProcess start(Map<String, String> more) throws IOException {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("server.port", Integer.toString(PORT));
        return ServiceProcess.start(
                TinyService.program(directory),
                new ServiceSpec(
                        "tiny-service-0",
                        "tiny-service",
                        PORT,
                        PORT,
                        64,
                        properties,
                        directory,
                        log()),
                () -> {
                    builds++;
                    return program();
                });
    }

    private ServiceProgram program() {
        try {
            return TinyService.program(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of starts that the instances have logged. */
    private long starts() throws IOException {
        return Files.readAllLines(log()).stream().filter(TinyService.STARTED::equals).count();
    }

    private Path log() {
        return directory.resolve("tiny-service-0.log");
    }
}
