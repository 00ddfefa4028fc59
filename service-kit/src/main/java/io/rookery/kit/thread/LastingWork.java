package io.rookery.kit.thread;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a thread of its own does until it is interrupted. After a failure that was not foreseen it
 * begins again: nobody else would do what the thread is for.
 */
public final class LastingWork implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(LastingWork.class);

    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final String name;
    private final Duration pause;
    private final Work work;
    private @Nullable Class<?> complainedOf;

    private LastingWork(String name, Duration pause, Work work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    /** Ends in its own good time, or when its thread is interrupted. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /**
     * A thread for the work, to be started by the caller.
     *
     * @param name the thread's, by which a failure is told
     * @param pause between a failure and the next beginning
     */
    public static Thread thread(String name, Duration pause, Work work) {
        return Thread.ofVirtual().name(name).unstarted(new LastingWork(name, pause, work));
    }

    /**
     * Ends the thread, and waits until it has ended: what it uses is closed next. A thread that
     * does not end in time is left alone, and so is one that was never started.
     */
    public static void end(Thread thread) {
        thread.interrupt();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(LONGEST_END)) {
                log.debug("{} does not end in time", thread.getName());
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
                // Whatever is being closed around it fails, too.
                return true;
            }
            complain(e);
            return false;
        }
    }

    /** Once for each kind that follows another, as it may come again with every beginning. */
    private void complain(RuntimeException failure) {
        if (failure.getClass() != complainedOf) {
            complainedOf = failure.getClass();
            log.error(
                    "{} failed for a reason that was not foreseen, and begins again",
                    name,
                    failure);
        }
    }
}
