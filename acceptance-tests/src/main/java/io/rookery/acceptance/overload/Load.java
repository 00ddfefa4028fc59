package io.rookery.acceptance.overload;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Load generator with two modes: closed loop and open loop. */
final class Load {

    /**
     * Maximum number of requests without a response. Above it, no request is sent, so that the
     * client itself is not overloaded.
     */
    static final int MOST_OUTSTANDING = 4_000;

    private static final long RETRY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final NonBlockingClient httpClient;
    private final WorkloadMix mix;

    Load(NonBlockingClient httpClient, WorkloadMix mix) {
        this.httpClient = httpClient;
        this.mix = mix;
    }

    /**
     * Closed loop: each client sends its next request as soon as the previous one has succeeded, or
     * after a delay if it was refused.
     */
    Outcomes closed(int clients, Duration time) throws IOException {
        Outcomes outcomes = new Outcomes();
        long end = System.nanoTime() + time.toNanos();
        Queue<Long> due = new ArrayDeque<>();
        for (int client = 0; client < clients; client++) {
            sendInTurn(outcomes, end, due);
        }
        while (httpClient.outstanding() > 0 || end - System.nanoTime() > 0) {
            takeAnswers();
            while (!due.isEmpty() && due.element() - System.nanoTime() <= 0) {
                due.remove();
                sendInTurn(outcomes, end, due);
            }
        }
        return outcomes;
    }

    /** Sends one client's requests, one after another, until the end time. */
    private void sendInTurn(Outcomes outcomes, long end, Queue<Long> due) {
        long begun = System.nanoTime();
        if (end - begun <= 0) {
            return;
        }
        httpClient.send(
                mix.next(ThreadLocalRandom.current()),
                status -> {
                    long now = System.nanoTime();
                    outcomes.add(status, begun, now - begun);
                    if (Outcomes.isSuccess(status)) {
                        sendInTurn(outcomes, end, due);
                    } else {
                        due.add(now + RETRY_AFTER_NANOS);
                    }
                });
    }

    /**
     * Open loop: sends requests at a fixed rate, whether or not earlier ones have been answered.
     */
    Open open(double perSecond, Duration time) throws IOException {
        Outcomes outcomes = new Outcomes();
        long unsent = 0;
        long sent = 0;
        long begin = System.nanoTime();
        long passed = 0;
        while (passed < time.toNanos()) {
            long due = (long) (perSecond * passed / 1e9);
            while (sent + unsent < due) {
                if (httpClient.outstanding() < MOST_OUTSTANDING) {
                    sent++;
                    send(outcomes);
                } else {
                    unsent++;
                }
            }
            takeAnswers();
            passed = System.nanoTime() - begin;
        }
        long successesInTime = outcomes.successes();
        while (httpClient.outstanding() > 0) {
            takeAnswers();
        }
        return new Open(outcomes, unsent, successesInTime);
    }

    /**
     * Waits for a moment and processes all responses together, which costs the client little
     * processor time.
     */
    private void takeAnswers() throws IOException {
        LockSupport.parkNanos(TICK_NANOS);
        httpClient.poll();
    }

    private void send(Outcomes outcomes) {
        long begun = System.nanoTime();
        httpClient.send(
                mix.next(ThreadLocalRandom.current()),
                status -> outcomes.add(status, begun, System.nanoTime() - begun));
    }

    /**
     * Result of an open loop.
     *
     * @param unsent number of requests that were not sent because too many others had no response
     * @param successesInTime number of requests that had succeeded when the last request was sent
     */
    record Open(Outcomes outcomes, long unsent, long successesInTime) {}
}
