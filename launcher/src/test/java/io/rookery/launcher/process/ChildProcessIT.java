package io.rookery.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final PidFile.Identity NOBODY = new PidFile.Identity(Long.MAX_VALUE, 1);

    @TempDir Path directory;
    private Process other;

    @BeforeEach
    void startsAProcessThatIsNoneOfOurs() throws IOException {
        other = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void endsIt() {
        other.destroyForcibly();
    }

    @Test
    void killsTheWholeTree() {
        ChildProcess shell = start("/bin/sh", "-c", "sleep 600 & sleep 600 & wait");
        await().atMost(DEADLINE).until(() -> handle(shell).descendants().count() == 2);
        List<ProcessHandle> sleepers = handle(shell).descendants().toList();

        shell.kill();

        assertThat(shell.state()).isEqualTo(ProcessState.STOPPED);
        assertThat(sleepers).noneMatch(ChildProcessIT::runs);
        assertThat(shell.onExit()).succeedsWithin(DEADLINE);
    }

    @Test
    void letsNobodyElseReadWhatAProcessWrites() throws IOException {
        start("/bin/sh", "-c", "mkdir made && echo secret > made/file && exec sleep 600");
        Path made = directory.resolve("made");
        await().atMost(DEADLINE).until(() -> Files.exists(made.resolve("file")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(made.resolve("file"))))
                .isEqualTo("rw-------");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void freezesAndThaws() throws IOException {
        ChildProcess sleeper = start("/bin/sleep", "600");

        sleeper.freeze();
        assertThat(sleeper.state()).isEqualTo(ProcessState.FROZEN);
        await().atMost(DEADLINE).until(() -> kernelState(sleeper.pid()) == 'T');

        sleeper.thaw();
        assertThat(sleeper.state()).isEqualTo(ProcessState.RUNNING);
        await().atMost(DEADLINE).until(() -> kernelState(sleeper.pid()) == 'S');
        sleeper.kill();
    }

    @Test
    void killsWhatDoesNotStopWhenAsked() {
        ChildProcess stubborn =
                start("/bin/sh", "-c", "trap '' TERM; echo armed; while :; do sleep 1; done");
        await().atMost(DEADLINE).until(() -> Files.size(directory.resolve("sleeper.log")) > 0);

        stubborn.stop(Signal.TERM, Duration.ofMillis(100));

        assertThat(stubborn.isAlive()).isFalse();
    }

    @Test
    void endsWhatADeadLauncherLeftRunning() throws IOException {
        Process left = new ProcessBuilder("sleep", "600").start();
        record(new PidFile(PidFile.Identity.of(left.toHandle()), NOBODY));

        start("/bin/sleep", "600").kill();

        assertThat(runs(left.toHandle())).isFalse();
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void sparesAProcessThatGotAnOldProcessId() throws IOException {
        PidFile.Identity now = PidFile.Identity.of(other.toHandle());
        record(new PidFile(new PidFile.Identity(now.pid(), now.startMillis() - 60_000), NOBODY));

        start("/bin/sleep", "600").kill();

        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void refusesWhatAnotherLiveLauncherRuns() throws IOException {
        Process theirs = new ProcessBuilder("sleep", "600").start();
        record(
                new PidFile(
                        PidFile.Identity.of(theirs.toHandle()),
                        PidFile.Identity.of(other.toHandle())));

        assertThatThrownBy(() -> start("/bin/sleep", "600"))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("already run by the launcher");

        assertThat(theirs.isAlive()).isTrue();
        theirs.destroyForcibly();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void endsOrphansInItsDirectoryThatNoFileTellsOf() throws IOException {
        Process orphan =
                new ProcessBuilder("/bin/sleep", "600").directory(directory.toFile()).start();
        Process visitor =
                new ProcessBuilder("tail", "-f", "/dev/null").directory(directory.toFile()).start();

        start("/bin/sleep", "600").kill();

        assertThat(runs(orphan.toHandle())).isFalse();
        assertThat(visitor.isAlive()).isTrue();
        visitor.destroyForcibly();
    }

    private ChildProcess start(String... command) {
        return ChildProcess.start(
                ProcessSpec.of(
                        "sleeper", directory, directory.resolve("sleeper.log"), List.of(command)));
    }

    private void record(PidFile file) throws IOException {
        file.write(directory.resolve("sleeper.pid"));
    }

    private static ProcessHandle handle(ChildProcess process) {
        return ProcessHandle.of(process.pid()).orElseThrow();
    }

    /**
     * Asks the kernel, because this JVM may learn of the death of a child later than its launcher.
     */
    private static boolean runs(ProcessHandle handle) {
        return handle.isAlive() && !ExitWait.isZombie(handle.pid());
    }

    private static char kernelState(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
