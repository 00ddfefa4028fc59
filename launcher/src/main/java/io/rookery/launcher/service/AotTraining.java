package io.rookery.launcher.service;

import io.rookery.launcher.process.ChildProcess;
import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs a training run for the JVM's ahead-of-time cache: starts a program once, up to the point
 * where it would begin to serve, so that the JVM records the classes that it loaded. Every later
 * start takes about half the time. Nothing waits for the run, and without it everything works as
 * before.
 */
public final class AotTraining {

    private static final Logger log = LoggerFactory.getLogger(AotTraining.class);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private AotTraining() {}

    /**
     * Performs the training run of an instance, unless its program has a cache already.
     *
     * @throws InterruptedException if the thread is interrupted, which cancels the run
     */
    public static void of(ServiceProgram program, ServiceSpec spec) throws InterruptedException {
        if (program.isRehearsed()) {
            return;
        }
        try {
            rehearse(program, spec);
            log.info("Recorded the AOT cache of {} from a training run.", spec.service());
        } catch (ExecutionException | TimeoutException | IOException | LaunchException e) {
            log.warn("The AOT training run of {} failed; there is no cache.", spec.service(), e);
        }
    }

    private static void rehearse(ServiceProgram program, ServiceSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        var fresh = program.cache().resolveSibling("aot.cache.new");
        var child = ChildProcess.start(spec.rehearsal(program, fresh));
        try {
            child.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            Files.move(fresh, program.cache(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            child.kill();
        }
    }
}
