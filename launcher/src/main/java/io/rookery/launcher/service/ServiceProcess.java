package io.rookery.launcher.service;

import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.ProcessLife;
import io.rookery.launcher.process.ProcessState;
import io.rookery.launcher.process.RestartBudget;
import io.rookery.launcher.process.Signal;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance of a service in a JVM of its own, which is started again when it dies, though not
 * more often than its budget allows; thread-safe.
 */
public final class ServiceProcess implements ManagedProcess, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);
    private static final int RESTARTS = 5;
    private static final Duration RESTART_WINDOW = Duration.ofMinutes(1);
    private static final Duration STOP_GRACE = Duration.ofSeconds(12);

    private final ServiceProgram program;
    private final ServiceSpec spec;
    private final Readiness readiness;
    private final RestartBudget budget =
            new RestartBudget(RESTARTS, RESTART_WINDOW, InstantSource.system());
    private final ProcessLife life = new ProcessLife(() -> Thread.startVirtualThread(this::died));

    private boolean closing;
    private volatile boolean abandoned;

    private ServiceProcess(ServiceProgram program, ServiceSpec spec) {
        this.program = program;
        this.spec = spec;
        this.readiness = new Readiness(spec.managementPort());
    }

    /**
     * Starts the instance and returns before it serves.
     *
     * @throws LaunchException if there can be no such process
     */
    public static ServiceProcess start(ServiceProgram program, ServiceSpec spec) {
        var service = new ServiceProcess(program, spec);
        service.life.start(spec.process(program));
        return service;
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public String role() {
        return "service";
    }

    /** How it is, for people. */
    public String condition() {
        if (abandoned) {
            return "given up";
        }
        return switch (state()) {
            case RUNNING -> isReady() ? "ready" : "not ready";
            case FROZEN -> "frozen";
            case STOPPED -> "stopped";
        };
    }

    @Override
    public long pid() {
        return life.pid();
    }

    @Override
    public int port() {
        return spec.port();
    }

    @Override
    public ProcessState state() {
        return life.state();
    }

    /** Whether it serves now, by its own word. */
    public boolean isReady() {
        return state() == ProcessState.RUNNING && readiness.isReady();
    }

    /** Whether it died too often to be started again. */
    public boolean isAbandoned() {
        return abandoned;
    }

    @Override
    public void kill() {
        life.kill();
    }

    @Override
    public void freeze() {
        life.freeze();
    }

    @Override
    public void thaw() {
        life.thaw();
    }

    /** Lets the instance finish what it is at, and ends it when that takes too long. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        life.stop(Signal.TERM, STOP_GRACE);
    }

    private synchronized void died() {
        if (closing || life.isAlive()) {
            return;
        }
        if (!budget.allows()) {
            abandoned = true;
            log.error(
                    "{} died again after {} restarts within {} s; it is left alone, see {}.",
                    name(),
                    RESTARTS,
                    RESTART_WINDOW.toSeconds(),
                    spec.log());
            return;
        }
        budget.spend();
        log.warn("{} died; it is started again.", name());
        try {
            life.start(spec.process(program));
        } catch (LaunchException e) {
            abandoned = true;
            log.error("{} cannot be started again; it is left alone.", name(), e);
        }
    }
}
