package io.rookery.launcher.process;

import java.nio.file.Path;
import java.time.Duration;

/** A process whose handle stays the same while its supervisor restarts it. */
public abstract class SupervisedProcess implements ManagedProcess {
    private final String name;
    private final ProcessLife life = new ProcessLife();

    /** A process that is not started yet. */
    protected SupervisedProcess(String name) {
        this.name = name;
    }

    /** The file that receives its output. */
    public abstract Path log();

    /** Called each time the process has ended, intentionally or not, on a thread of its own. */
    protected abstract void ended();

    /** See {@link ProcessLife#start}. */
    protected final ChildProcess launch(ProcessSpec spec) {
        return life.start(spec, this::ended);
    }

    /** See {@link ChildProcess#stop}. */
    protected final void stop(Signal signal, Duration grace) {
        life.stop(signal, grace);
    }

    /** Whether there is a live process, frozen or not. */
    public final boolean isAlive() {
        return life.isAlive();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long pid() {
        return life.pid();
    }

    @Override
    public final ProcessState state() {
        return life.state();
    }

    @Override
    public final void kill() {
        life.kill();
    }

    @Override
    public final void terminate() {
        life.terminate();
    }

    @Override
    public final void freeze() {
        life.freeze();
    }

    @Override
    public final void thaw() {
        life.thaw();
    }

    @Override
    public final String toString() {
        return name;
    }
}
