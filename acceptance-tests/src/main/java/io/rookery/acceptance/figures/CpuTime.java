package io.rookery.acceptance.figures;

import io.rookery.launcher.process.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Measures the processor time of server processes and all their descendants, from Linux's /proc.
 */
final class CpuTime {

    /** Length of a clock tick in /proc, which is the same on every Linux. */
    private static final int MILLIS_PER_TICK = 10;

    /**
     * Index of utime among the fields after the command name; stime, cutime and cstime follow it.
     */
    private static final int USER_TIME = 11;

    private CpuTime() {}

    /**
     * Returns the milliseconds spent so far by the processes of each kind, including descendants
     * that have ended. The kind of {@code feed-service-1} is {@code feed-service}.
     */
    static SortedMap<String, Long> of(List<ManagedProcess> processes) {
        SortedMap<String, Long> spent = new TreeMap<>();
        for (ManagedProcess process : processes) {
            long ticks = tree(process.pid()).map(CpuTime::ticks).sum();
            spent.merge(kind(process.name()), ticks * MILLIS_PER_TICK, Long::sum);
        }
        return spent;
    }

    private static String kind(String name) {
        return name.replaceFirst("-\\d.*", "");
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
            return 0; // The process has ended; its time is now in its parent's cutime and cstime.
        }
    }
}
