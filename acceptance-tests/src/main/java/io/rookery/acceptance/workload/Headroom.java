package io.rookery.acceptance.workload;

import com.sun.management.OperatingSystemMXBean;
import io.rookery.acceptance.population.Population;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Finds how many requests per second the machine can process and still have idle processors. The
 * scenarios measure the effect of a failure, not of an overloaded machine: on busy processors, any
 * service restarts slowly.
 */
public final class Headroom {

    /** The rate if the machine is not idle enough at any other. */
    public static final int LOWEST = 6;

    private static final List<Integer> RATES = List.of(25, 18, 13, 9, LOWEST);

    /**
     * Maximum share of busy processor time while nothing fails. A service that restarts takes a
     * third of two processors for ten seconds, and some of the rest while it compiles its code.
     */
    private static final double BUSY = 0.45;

    /** The same at any later moment, when the load is never as even. */
    private static final double STILL_BUSY = 0.75;

    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(4);
    private static final Path TICKS = Path.of("/proc/stat");
    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISK = 4;

    /**
     * Columns that are counted: user, nice, system, idle, I/O wait, interrupts, soft interrupts,
     * stolen. The columns after these are already included in them.
     */
    private static final int KINDS = 8;

    private Headroom() {}

    /**
     * Returns the greatest rate that leaves enough idle time, or the lowest rate if none does.
     * Services that have just started are warm once a rate is found, so the greater rates are then
     * tried again.
     *
     * @param run a word that makes the texts of the posts unique
     */
    public static int requestsPerSecond(Population population, long seed, String run)
            throws IOException, InterruptedException {
        int found = RATES.size() - 1;
        for (int i = 0; i < RATES.size(); i++) {
            if (leavesRoom(population, RATES.get(i), seed, run + "-down-" + i)) {
                found = i;
                break;
            }
        }
        while (found > 0
                && leavesRoom(population, RATES.get(found - 1), seed, run + "-up-" + found)) {
            found--;
        }
        return RATES.get(found);
    }

    /** Whether the machine has idle processors under the present load. Measures for a second. */
    public static boolean isAvailable() throws InterruptedException {
        try {
            return busy(SETTLING) <= STILL_BUSY;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean leavesRoom(Population population, int rate, long seed, String run)
            throws IOException, InterruptedException {
        try (OpenLoopLoad _ = OpenLoopLoad.start(population, rate, seed, run)) {
            Thread.sleep(SETTLING);
            return busy(LOOK) <= BUSY;
        }
    }

    private static double busy(Duration time) throws IOException, InterruptedException {
        if (!Files.exists(TICKS)) {
            var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            machine.getCpuLoad();
            Thread.sleep(time);
            return machine.getCpuLoad();
        }
        long[] before = ticks();
        Thread.sleep(time);
        long[] after = ticks();
        long all = Arrays.stream(after).sum() - Arrays.stream(before).sum();
        long idle = after[IDLE] + after[WAITING_FOR_DISK] - before[IDLE] - before[WAITING_FOR_DISK];
        return all == 0 ? 0 : 1 - (double) idle / all;
    }

    private static long[] ticks() throws IOException {
        try (var lines = Files.lines(TICKS)) {
            return Arrays.stream(lines.findFirst().orElseThrow().split(" +"))
                    .skip(1)
                    .limit(KINDS)
                    .mapToLong(Long::parseLong)
                    .toArray();
        }
    }
}
