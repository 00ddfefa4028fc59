package io.rookery.worker;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work on its own thread until the work ends or the thread is interrupted. Restarts the work
 * after an unexpected failure: nothing else would do it.
 */
public final class WorkerThread implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(WorkerThread.class);

    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final String name;
    private final Duration pause;
    private final Work work;
    private final ReportOnce<Class<?>> failures = new ReportOnce<>();

    private WorkerThread(String name, Duration pause, Work work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    /** Work that returns when it is done or when its thread is interrupted. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /**
     * Makes a thread for the work; the caller starts it.
     *
     * @param name name of the thread, which the log of a failure contains
     * @param pause between a failure and the restart
     */
    public static Thread of(String name, Duration pause, Work work) {
        return Thread.ofVirtual().name(name).unstarted(new WorkerThread(name, pause, work));
    }

    /**
     * Interrupts the thread and waits until it has ended, because the caller closes next what the
     * thread uses. Gives up on a thread that does not end in time, and does not wait for one that
     * was never started.
     */
    public static void end(Thread thread) {
        thread.interrupt();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(LONGEST_END)) {
                log.debug("{} did not stop in time", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            while (!isDone()) {
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDone() throws InterruptedException {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                // While the application closes, what the work uses may fail, too.
                return true;
            }
            report(e);
            return false;
        }
    }

    /**
     * Logs a failure unless the last one was of the same class: the same failure may recur after
     * every restart.
     */
    private void report(RuntimeException failure) {
        if (failures.isNew(failure.getClass())) {
            log.error("{} failed unexpectedly and is restarted", name, failure);
        }
    }
}
