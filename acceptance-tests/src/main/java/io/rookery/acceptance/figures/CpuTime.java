package io.rookery.acceptance.figures;

import io.rookery.launcher.process.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** Processor time of server processes and all their descendants, as Linux counts it. */
final class CpuTime {

    /** The clock tick of /proc on every Linux. */
    private static final int MILLIS_PER_TICK = 10;

    /** Where utime, stime, cutime and cstime stand, counted from what follows the command. */
    private static final int USER_TIME = 11;

    private CpuTime() {}

    /** Spent so far, descendants that have ended included. */
    static Duration of(List<ManagedProcess> processes) {
        long ticks =
                processes.stream()
                        .mapToLong(ManagedProcess::pid)
                        .flatMap(CpuTime::tree)
                        .map(CpuTime::ticks)
                        .sum();
        return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }

    private static LongStream tree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMapToLong(handle ->
                        LongStream.concat(
                                LongStream.of(pid),
                                handle.descendants().mapToLong(ProcessHandle::pid)));
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int field = USER_TIME; field < USER_TIME + 4; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks;
        } catch (IOException _) {
            return 0; // It has ended; its parent's figure holds its time now.
        }
    }
}
