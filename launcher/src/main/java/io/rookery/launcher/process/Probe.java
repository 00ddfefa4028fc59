package io.rookery.launcher.process;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Probes a process periodically to detect a hang. A process is not silent when it is dead, or when
 * it refuses to answer because it is still starting.
 */
public final class Probe implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration FIRST_LIMIT = Duration.ofMillis(500);
    private static final Duration SECOND_LIMIT = Duration.ofSeconds(1);
    private static final long NOBODY = -1;

    private final ManagedProcess process;
    private final Predicate<Duration> answers;
    private final Runnable onSilence;
    private final Thread thread;
    private volatile long silentPid = NOBODY;

    /**
     * Starts probing.
     *
     * @param process the process
     * @param answers sends one probe: false when there was no answer within the given time
     * @param onSilence called each time two probes in a row got no answer
     */
    public Probe(ManagedProcess process, Predicate<Duration> answers, Runnable onSilence) {
        this.process = process;
        this.answers = answers;
        this.onSilence = onSilence;
        this.thread = Thread.ofVirtual().name("probe-" + process.name()).start(this::run);
    }

    /** Whether the current process did not answer the last two probes. */
    public boolean isSilent() {
        long pid = silentPid;
        return pid != NOBODY && pid == process.pid();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                long pid = process.pid();
                if (pid == NOBODY || answers.test(FIRST_LIMIT) || answers.test(SECOND_LIMIT)) {
                    silentPid = NOBODY;
                } else {
                    silentPid = pid;
                    onSilence.run();
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
