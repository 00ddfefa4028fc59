package io.rookery.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records which process a launcher started, and which launcher that was.
 *
 * @param child the process
 * @param launcher the launcher
 */
record PidFile(Identity child, Identity launcher) {
    private static final Pattern LINE = Pattern.compile("(\\d+) (\\d+)\n(\\d+) (\\d+)\n");

    /** Identifies one process. Process ids are reused, so the start time is included. */
    record Identity(long pid, long startMillis) {
        /**
         * Covers the kernel's clock tick, and the shift of reported times when the clock is
         * adjusted.
         */
        private static final long TOLERANCE_MILLIS = 2_000;

        static Identity of(ProcessHandle handle) {
            long start = handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
            return new Identity(handle.pid(), start);
        }

        /** The process, if it still runs. */
        Optional<ProcessHandle> find() {
            return ProcessHandle.of(pid)
                    .filter(handle -> handle.isAlive() && !ExitWait.isZombie(pid))
                    .filter(handle ->
                            startMillis != 0
                                    && Math.abs(of(handle).startMillis - startMillis)
                                            <= TOLERANCE_MILLIS);
        }
    }

    /** The pid file of a child of this launcher. */
    static PidFile ofOurs(ProcessHandle child) {
        return new PidFile(Identity.of(child), Identity.of(ProcessHandle.current()));
    }

    void write(Path file) throws IOException {
        Files.writeString(
                file,
                "%d %d\n%d %d\n"
                        .formatted(
                                child.pid, child.startMillis, launcher.pid, launcher.startMillis));
    }

    /** The content of the file. Empty when there is no file, or it is incomplete. */
    static Optional<PidFile> read(Path file) throws IOException {
        try {
            Matcher line = LINE.matcher(Files.readString(file));
            if (!line.matches()) {
                return Optional.empty();
            }
            return Optional.of(new PidFile(identity(line, 1), identity(line, 3)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static Identity identity(Matcher line, int group) {
        return new Identity(
                Long.parseLong(line.group(group)), Long.parseLong(line.group(group + 1)));
    }
}
