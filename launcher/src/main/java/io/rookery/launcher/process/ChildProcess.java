package io.rookery.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running child process and its descendants.
 *
 * <p>Where {@code setpriv} exists (Linux) the child receives a signal when the launcher dies, even
 * by SIGKILL. Elsewhere the next launcher finds it through its pid file and kills it, see {@link
 * OrphanedProcesses}.
 */
public final class ChildProcess {
    private static final long MAX_LOG_BYTES = 8L << 20;

    /**
     * Starts all children. The kernel sends the parent-death signal when the starting
     * <em>thread</em> ends, so that thread has to live as long as the launcher.
     */
    private static final ExecutorService STARTER =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("process-starter").factory());

    private final ProcessSpec spec;
    private final Process process;
    private volatile boolean frozen;

    private ChildProcess(ProcessSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /**
     * Starts a process, after killing what an earlier launcher left running in its directory.
     * Returns without waiting for readiness.
     *
     * @throws LaunchException when it cannot be started, or when another live launcher runs it
     */
    public static ChildProcess start(ProcessSpec spec) {
        try {
            Files.createDirectories(spec.directory());
            Files.createDirectories(spec.log().toAbsolutePath().getParent());
            OrphanedProcesses.end(spec);
            rotate(spec.log());
            Process process = STARTER.submit(() -> builder(spec).start()).get();
            var child = new ChildProcess(spec, process);
            try {
                PidFile.ofOurs(process.toHandle()).write(spec.pidFile());
            } catch (IOException e) {
                // The disk may be full. Without a pid file, no launcher would find the process
                // again.
                child.kill();
                throw e;
            }
            return child;
        } catch (IOException e) {
            throw new LaunchException(spec.name() + " cannot be started", e);
        } catch (ExecutionException e) {
            throw new LaunchException(spec.name() + " cannot be started", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while starting " + spec.name(), e);
        }
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process exists. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether the process exists, and whether it was frozen by {@link #freeze()}. */
    public ProcessState state() {
        if (!process.isAlive()) {
            return ProcessState.STOPPED;
        }
        return frozen ? ProcessState.FROZEN : ProcessState.RUNNING;
    }

    /** Completes with the exit status as soon as the process has ended. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Waits until the process has ended. Returns false when interrupted before. */
    boolean awaitExit() {
        try {
            process.waitFor();
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Kills the process and all its descendants with SIGKILL and waits until they have ended. */
    public void kill() {
        // The descendants of a dead process cannot be found any more, so they are listed first.
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitDeath();
        descendants.forEach(ExitWait::await);
        OrphanedProcesses.endOrphans(spec);
        frozen = false;
    }

    /** Also waits until this JVM has noticed, so that {@link #isAlive} does not lag behind. */
    private void awaitDeath() {
        try {
            if (!process.waitFor(ExitWait.DEADLINE)) {
                throw new LaunchException(spec.name() + " survives SIGKILL");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the process and its descendants until {@link #thaw()}. */
    public void freeze() {
        if (process.isAlive()) {
            frozen = true;
            Signal.STOP.sendTo(tree());
        }
    }

    /** Resumes a frozen process. */
    public void thaw() {
        if (process.isAlive()) {
            Signal.CONT.sendTo(tree());
            frozen = false;
        }
    }

    /**
     * Sends the process a signal to end, and kills it when it has not ended in time. A frozen
     * process is killed immediately.
     */
    public void stop(Signal signal, Duration grace) {
        if (process.isAlive() && !frozen) {
            signal(signal);
            try {
                process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException _) {
                // Killed below.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        kill();
    }

    /** Sends a signal to the process only, not to its descendants. */
    public void signal(Signal signal) {
        if (process.isAlive()) {
            signal.sendTo(List.of(process.pid()));
        }
    }

    private List<Long> tree() {
        var pids = new ArrayList<Long>();
        pids.add(process.pid());
        process.descendants().map(ProcessHandle::pid).forEach(pids::add);
        return pids;
    }

    private static ProcessBuilder builder(ProcessSpec spec) {
        var builder =
                new ProcessBuilder(ParentDeathSignal.commandLine(spec))
                        .directory(spec.directory().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        return builder;
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Path old = log.resolveSibling(log.getFileName() + ".1");
            Files.move(log, old, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
