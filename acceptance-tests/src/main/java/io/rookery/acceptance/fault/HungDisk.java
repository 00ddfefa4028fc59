package io.rookery.acceptance.fault;

import io.rookery.launcher.process.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Simulates a hung disk of a Postgres node. Processes that read or write stop. The postmaster does
 * neither: it goes on accepting connections and forking servers for them, which stop as well. Each
 * child process is stopped within milliseconds after its start, also the children of a restarted
 * postmaster.
 */
final class HungDisk {

    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** One shell sends all signals: starting a process for each would be too slow. */
    private static final String SIGNALS =
            "while read -r pid how; do kill -s \"$how\" \"$pid\"; done";

    private final ManagedProcess node;
    private final Process shell;
    private final Writer signals;
    private final Set<Long> stopped = new HashSet<>();
    private final Thread thread;
    private volatile boolean thawed;

    private HungDisk(ManagedProcess node, Process shell) {
        this.node = node;
        this.shell = shell;
        this.signals = shell.outputWriter();
        this.thread = Thread.ofPlatform().daemon().name("hang-" + node.name()).start(this::run);
    }

    static HungDisk of(ManagedProcess node) {
        try {
            Process shell =
                    new ProcessBuilder("/bin/sh", "-c", SIGNALS)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return new HungDisk(node, shell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        try {
            while (!thawed) {
                Set<Long> children = children();
                stopped.retainAll(children);
                for (long child : children) {
                    if (stopped.add(child)) {
                        signals.write(child + " STOP\n");
                    }
                }
                signals.flush();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            for (long child : children()) {
                signals.write(child + " CONT\n");
            }
            signals.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Process ids of the children of the present postmaster. */
    private Set<Long> children() {
        long pid = node.pid();
        if (pid < 0) {
            return Set.of();
        }
        try {
            String listed =
                    Files.readString(Path.of("/proc/%1$d/task/%1$d/children".formatted(pid)));
            return Arrays.stream(listed.split(" "))
                    .filter(word -> !word.isEmpty())
                    .map(Long::valueOf)
                    .collect(Collectors.toSet());
        } catch (IOException _) {
            // The postmaster has just died, or this system has no such list.
            return ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::children)
                    .map(ProcessHandle::pid)
                    .collect(Collectors.toSet());
        }
    }

    /** Resumes all processes; returns when the signals have been sent. */
    void thaw() {
        thawed = true;
        try {
            thread.join(LIMIT);
            if (!shell.waitFor(LIMIT)) {
                shell.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
