package io.rookery.launcher.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts processes that die. Kills those that do not answer, so that they are restarted, too. A
 * process that has used up its restart budget stays dead until the budget allows another restart.
 * Thread-safe.
 */
public final class RestartSupervisor<P extends SupervisedProcess> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RestartSupervisor.class);
    private static final Duration PAUSE_AFTER_FAILED_START = Duration.ofSeconds(5);

    private final Consumer<P> starter;
    private final Consumer<P> undertaker;
    private final Supplier<RestartBudget> newBudget;
    private final Map<P, RestartBudget> budgets = new HashMap<>();
    private final Map<P, Thread> retries = new HashMap<>();
    private final Set<P> deadWhileHeld = new LinkedHashSet<>();
    private final Set<P> restarting = new HashSet<>();
    private final List<Probe> probes = new ArrayList<>();
    private boolean held;
    private boolean closed;

    /**
     * A supervisor. The caller reports each death to {@link #died}.
     *
     * @param starter starts a process on its data without waiting for readiness
     * @param undertaker does what a death requires besides a restart; may be called twice for one
     *     death
     * @param newBudget makes the budget of each process
     */
    public RestartSupervisor(
            Consumer<P> starter, Consumer<P> undertaker, Supplier<RestartBudget> newBudget) {
        this.starter = starter;
        this.undertaker = undertaker;
        this.newBudget = newBudget;
    }

    /**
     * Starts a process for the first time, unless this supervisor is closed.
     *
     * @throws LaunchException when it cannot be started
     */
    public synchronized void start(P process) {
        if (!closed) {
            starter.accept(process);
        }
    }

    /** From now on probes the process, see {@link Probe}, and kills it when it does not answer. */
    public synchronized void watch(P process, Predicate<Duration> answers) {
        if (!closed) {
            probes.add(new Probe(process, answers, () -> fellSilent(process)));
        }
    }

    private synchronized void fellSilent(P process) {
        if (!closed && !held && process.isAlive()) {
            log.warn("{} does not answer; it is fenced (killed).", process);
            process.kill();
        }
    }

    /** Must be called each time a process has ended. */
    public synchronized void died(P process) {
        if (closed
                || process.isAlive()
                || retries.containsKey(process)
                || restarting.contains(process)) {
            return;
        }
        if (held) {
            deadWhileHeld.add(process);
            return;
        }
        undertaker.accept(process);
        RestartBudget budget = budgets.computeIfAbsent(process, _ -> newBudget.get());
        Duration pause = budget.untilAllowed();
        if (pause.isPositive()) {
            log.error(
                    "{} keeps crashing; it is not restarted for {} ms, see {}.",
                    process,
                    pause.toMillis(),
                    process.log());
            retryAfter(pause, process);
            return;
        }
        budget.spend();
        log.warn("{} has exited; it is restarted.", process);
        launchAgain(process);
    }

    /**
     * Stops a process and starts it again, on purpose and outside its restart budget.
     *
     * @param stopping stops the process and waits until it has ended
     * @throws LaunchException if repairs are on hold, the process is being restarted already
     */
    public void restart(P process, Runnable stopping) {
        synchronized (this) {
            if (closed || held || !restarting.add(process)) {
                throw new LaunchException(
                        process + " is not restarted: repairs are on hold, or it is restarting.");
            }
        }
        try {
            stopping.run();
        } finally {
            synchronized (this) {
                restarting.remove(process);
                if (!closed && !process.isAlive()) {
                    launchAgain(process);
                }
            }
        }
    }

    private void launchAgain(P process) {
        try {
            starter.accept(process);
        } catch (LaunchException e) {
            log.error("{} could not be restarted; this is retried.", process, e);
            retryAfter(PAUSE_AFTER_FAILED_START, process);
        }
    }

    private void retryAfter(Duration pause, P process) {
        retries.put(
                process,
                Thread.ofVirtual()
                        .name("retry-of-" + process.name())
                        .start(() -> retry(process, pause)));
    }

    private void retry(P process, Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            return; // Closed.
        }
        synchronized (this) {
            retries.remove(process);
            died(process);
        }
    }

    /**
     * Whether the process is dead and waits for a later restart, because it died too often or could
     * not be started.
     */
    public synchronized boolean isFailing(P process) {
        return retries.containsKey(process);
    }

    /** From now on kills and restarts nothing. */
    public synchronized void hold() {
        held = true;
    }

    /** Ends {@link #hold()}. Processes that died in the meantime are restarted. */
    public synchronized void resume() {
        held = false;
        List<P> dead = List.copyOf(deadWhileHeld);
        deadWhileHeld.clear();
        dead.forEach(this::died);
    }

    /** Stops supervising. The processes keep running, for the caller to stop. */
    @Override
    public synchronized void close() {
        closed = true;
        probes.forEach(Probe::close);
        retries.values().forEach(Thread::interrupt);
    }
}
