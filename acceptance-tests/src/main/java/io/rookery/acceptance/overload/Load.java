package io.rookery.acceptance.overload;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends the mix of requests, in one of two ways. */
final class Load {

    /** More requests without an answer than this are not sent: the client must survive, too. */
    static final int MOST_OUTSTANDING = 4_000;

    private static final long RETRY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Connections connections;
    private final Mix mix;

    Load(Connections connections, Mix mix) {
        this.connections = connections;
        this.mix = mix;
    }

    /**
     * So many clients, each sending its next request as soon as the last one is answered, and later
     * if it was refused, as it is told.
     */
    Outcomes closed(int clients, Duration time) {
        Outcomes outcomes = new Outcomes();
        long end = System.nanoTime() + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) {
                threads.execute(() -> {
                    while (end - System.nanoTime() > 0) {
                        if (!Outcomes.isSuccess(send(outcomes))) {
                            LockSupport.parkNanos(RETRY_AFTER_NANOS);
                        }
                    }
                });
            }
        }
        return outcomes;
    }

    /** So many requests in a second, whether or not earlier ones have been answered. */
    Open open(double perSecond, Duration time) {
        Outcomes outcomes = new Outcomes();
        Semaphore room = new Semaphore(MOST_OUTSTANDING);
        long unsent = 0;
        long sent = 0;
        long begin = System.nanoTime();
        long successesInTime;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long passed = 0;
            while (passed < time.toNanos()) {
                long due = (long) (perSecond * passed / 1e9);
                while (sent + unsent < due) {
                    if (room.tryAcquire()) {
                        sent++;
                        threads.execute(() -> {
                            send(outcomes);
                            room.release();
                        });
                    } else {
                        unsent++;
                    }
                }
                LockSupport.parkNanos(TICK_NANOS);
                passed = System.nanoTime() - begin;
            }
            successesInTime = outcomes.successes();
        }
        return new Open(outcomes, unsent, successesInTime);
    }

    private int send(Outcomes outcomes) {
        long begun = System.nanoTime();
        int status;
        try {
            status = connections.send(mix.next(ThreadLocalRandom.current()));
        } catch (IOException e) {
            status = Outcomes.NONE;
        }
        outcomes.add(status, begun, System.nanoTime() - begun);
        return status;
    }

    /**
     * What an open loop has met.
     *
     * @param unsent requests that were due while too many others had no answer
     * @param successesInTime those that had succeeded when the last request was sent
     */
    record Open(Outcomes outcomes, long unsent, long successesInTime) {}
}
