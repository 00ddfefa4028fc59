package io.rookery.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until a process that was sent SIGKILL has ended. */
final class ExitWait {
    static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private ExitWait() {}

    /**
     * Waits until the process no longer runs.
     *
     * @throws LaunchException when it survives for ten seconds
     */
    static void await(ProcessHandle process) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (process.isAlive() && !isZombie(process.pid())) {
            if (System.nanoTime() > deadline) {
                throw new LaunchException("Process " + process.pid() + " survives SIGKILL");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /**
     * Whether the process is a zombie. An orphan whose new parent never reads its exit status stays
     * a zombie, which no longer runs.
     */
    static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException _) {
            return false; // No such process, or no /proc: isAlive decides.
        }
    }
}
