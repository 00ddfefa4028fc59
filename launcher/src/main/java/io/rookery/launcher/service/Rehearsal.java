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
 * Starts a program once, up to where it would begin to serve, so that the JVM remembers what it
 * loaded: every later start takes about half the time. Nobody has to wait for it, and without it
 * all is as before.
 */
public final class Rehearsal {

    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private Rehearsal() {}

    /**
     * Rehearses the start of an instance unless its program has been rehearsed.
     *
     * @throws InterruptedException if the thread is interrupted, which ends the rehearsal
     */
    public static void of(ServiceProgram program, ServiceSpec spec) throws InterruptedException {
        if (program.isRehearsed()) {
            return;
        }
        try {
            rehearse(program, spec);
            log.info("The start of {} was rehearsed.", spec.service());
        } catch (ExecutionException | TimeoutException | IOException | LaunchException e) {
            log.warn("{} goes on starting as slowly as before.", spec.service(), e);
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
