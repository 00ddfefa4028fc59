package io.rookery.launcher.service;

import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ProcessState;
import io.rookery.launcher.process.Repairable;
import io.rookery.launcher.process.RestartBudget;
import io.rookery.launcher.process.RestartSupervisor;
import io.rookery.launcher.process.Signal;
import io.rookery.launcher.process.SupervisedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * An instance of a service in its own JVM. It is restarted when it dies, within its restart budget.
 * Thread-safe.
 */
public final class ServiceProcess extends SupervisedProcess implements Repairable, AutoCloseable {

    private static final int RESTARTS = 5;
    private static final Duration RESTART_WINDOW = Duration.ofMinutes(1);
    private static final Duration STOP_GRACE = Duration.ofSeconds(12);

    private volatile ServiceSpec spec;
    private final Supplier<ServiceProgram> latest;
    private volatile ServiceProgram program;
    private final Readiness readiness;
    private final RestartSupervisor<ServiceProcess> supervisor =
            new RestartSupervisor<>(
                    ServiceProcess::launch,
                    _ -> {},
                    () -> new RestartBudget(RESTARTS, RESTART_WINDOW, InstantSource.system()));

    private ServiceProcess(
            ServiceProgram program, ServiceSpec spec, Supplier<ServiceProgram> latest) {
        super(spec.name());
        this.program = program;
        this.spec = spec;
        this.latest = latest;
        this.readiness = new Readiness(spec.managementPort());
    }

    /**
     * Starts the instance. Returns before it is ready.
     *
     * @param latest gives the program of the latest build, for {@link #restart}
     * @throws LaunchException if the process cannot be started
     */
    public static ServiceProcess start(
            ServiceProgram program, ServiceSpec spec, Supplier<ServiceProgram> latest) {
        var service = new ServiceProcess(program, spec, latest);
        service.supervisor.start(service);
        return service;
    }

    private void launch() {
        launch(spec.process(program));
    }

    @Override
    protected void ended() {
        supervisor.died(this);
    }

    @Override
    public String role() {
        return "service";
    }

    /** Its state, as shown to people. */
    public String condition() {
        return switch (state()) {
            case RUNNING -> isReady() ? "ready" : "not ready";
            case FROZEN -> "frozen";
            case STOPPED -> isFailing() ? "failing" : "stopped";
        };
    }

    @Override
    public int port() {
        return spec.port();
    }

    @Override
    public Path log() {
        return spec.log();
    }

    /** Whether its readiness check says that it is ready now. */
    public boolean isReady() {
        return state() == ProcessState.RUNNING && readiness.isReady();
    }

    /** Whether it has died so often that it is not restarted for a while. */
    public boolean isFailing() {
        return supervisor.isFailing(this);
    }

    /**
     * Stops the instance gracefully, and starts the latest build in its place. Returns before it is
     * ready.
     *
     * @throws LaunchException if repairs are on hold, or it is being restarted already
     */
    public void restart() {
        restart(spec);
    }

    /**
     * Stops the instance gracefully, and starts the latest build in its place, with another
     * configuration. Returns before it is ready.
     *
     * @param next of an instance of the same name, on the same ports
     * @throws LaunchException if repairs are on hold, or it is being restarted already
     */
    public void restart(ServiceSpec next) {
        var build = latest.get();
        supervisor.restart(
                this,
                () -> {
                    stop(Signal.TERM, STOP_GRACE);
                    program = build;
                    spec = next;
                });
    }

    @Override
    public void holdRepairs() {
        supervisor.hold();
    }

    @Override
    public void resumeRepairs() {
        supervisor.resume();
    }

    /** The port of its health checks and metrics. */
    public int managementPort() {
        return spec.managementPort();
    }

    /** Stops the instance gracefully. Kills it when that takes too long. */
    @Override
    public void close() {
        supervisor.close();
        stop(Signal.TERM, STOP_GRACE);
    }
}
