package io.rookery.user.password;

import io.rookery.user.throttle.ClientAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A concurrency limiter with fair queuing. It serves client addresses round-robin, however many
 * requests of each are waiting. When the queue is full, it drops the last request of the address
 * with the longest queue.
 */
final class FairLimiter {

    private final int mostWaiting;

    /** The waiting requests, by address, in the order in which the addresses are served. */
    private final Map<ClientAddress, Deque<CompletableFuture<Boolean>>> queues =
            new LinkedHashMap<>();

    private int free;
    private int waiting;

    /**
     * @param turns how many requests may run concurrently
     * @param mostWaiting how many requests may wait
     */
    FairLimiter(int turns, int mostWaiting) {
        this.free = turns;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Waits for a turn. The caller must call {@link #done()} after its turn.
     *
     * @return false if there is no turn in time, or the queue is full
     */
    boolean await(ClientAddress address, Duration patience) throws InterruptedException {
        CompletableFuture<Boolean> turn = join(address);
        try {
            return turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return !leave(address, turn);
        } catch (InterruptedException e) {
            if (!leave(address, turn)) {
                done();
            }
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A turn failed unexpectedly", e);
        }
    }

    /** Ends a turn. The next request gets it. */
    synchronized void done() {
        if (queues.isEmpty()) {
            free++;
            return;
        }
        Map.Entry<ClientAddress, Deque<CompletableFuture<Boolean>>> next =
                queues.entrySet().iterator().next();
        ClientAddress address = next.getKey();
        Deque<CompletableFuture<Boolean>> queue = next.getValue();
        queues.remove(address);
        CompletableFuture<Boolean> turn = queue.removeFirst();
        if (!queue.isEmpty()) {
            queues.put(address, queue);
        }
        waiting--;
        turn.complete(true);
    }

    /** The number of waiting requests. */
    synchronized int waiting() {
        return waiting;
    }

    private synchronized CompletableFuture<Boolean> join(ClientAddress address) {
        if (free > 0) {
            free--;
            return CompletableFuture.completedFuture(true);
        }
        if (waiting >= mostWaiting && !makeRoomFor(address)) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        queues.computeIfAbsent(address, _ -> new ArrayDeque<>()).addLast(turn);
        waiting++;
        return turn;
    }

    /**
     * Drops the last request of the longest queue, unless the newcomer's queue would then be as
     * long.
     */
    private boolean makeRoomFor(ClientAddress newcomer) {
        Map.Entry<ClientAddress, Deque<CompletableFuture<Boolean>>> longest =
                queues.entrySet().stream()
                        .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                        .orElseThrow();
        if (queueOf(newcomer).size() + 1 >= longest.getValue().size()) {
            return false;
        }
        remove(longest.getKey(), longest.getValue().getLast());
        return true;
    }

    /** Leaves the queue. Returns false if the turn was granted in the meantime. */
    private synchronized boolean leave(ClientAddress address, CompletableFuture<Boolean> turn) {
        if (turn.isDone()) {
            return !turn.join();
        }
        remove(address, turn);
        return true;
    }

    private void remove(ClientAddress address, CompletableFuture<Boolean> turn) {
        Deque<CompletableFuture<Boolean>> queue = queueOf(address);
        turn.complete(false);
        queue.removeIf(CompletableFuture::isDone);
        if (queue.isEmpty()) {
            queues.remove(address);
        }
        waiting--;
    }

    private Deque<CompletableFuture<Boolean>> queueOf(ClientAddress address) {
        return queues.getOrDefault(address, new ArrayDeque<>());
    }
}
