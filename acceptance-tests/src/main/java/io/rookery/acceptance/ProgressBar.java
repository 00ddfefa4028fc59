package io.rookery.acceptance;

import io.rookery.acceptance.population.Progress;
import java.io.PrintStream;

/** Shows progress on a terminal: one line for each activity, at most a hundred updates for each. */
final class ProgressBar implements Progress {

    private static final int WIDTH = 30;

    private final PrintStream out;
    private String activity = "";
    private int percent;
    private long began;

    ProgressBar(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void report(String current, int done, int all) {
        if (!current.equals(activity)) {
            if (!activity.isEmpty()) {
                out.println();
            }
            activity = current;
            percent = -1;
            began = System.nanoTime();
        }
        int now = (int) (100L * done / all);
        if (now <= percent) {
            return;
        }
        percent = now;
        int filled = WIDTH * now / 100;
        out.printf(
                "\r%-26s [%s%s] %3d %%  %d of %d, %d s",
                activity,
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                now,
                done,
                all,
                (System.nanoTime() - began) / 1_000_000_000L);
        out.flush();
    }
}
