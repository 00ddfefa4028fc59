package io.rookery.feed.cache;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Commands that go to one primary together. For one thread. */
final class Exchange {

    private final RedisClusterNode node;
    private final Primary primary;
    private final List<Reply<?>> replies = new ArrayList<>();
    private final List<CompletableFuture<?>> sent = new ArrayList<>();
    private long sentAt;
    private boolean isPermitted;

    Exchange(RedisClusterNode node, Primary primary) {
        this.node = node;
        this.primary = primary;
    }

    void add(Reply<?> reply) {
        replies.add(reply);
    }

    /**
     * What its one command, a write, says of the node.
     *
     * @return whether the node has answered
     */
    boolean learnFromProbe() {
        if (!isPermitted) {
            return false; // the breaker knows
        }
        Throwable failure = replies.getFirst().failure();
        if (failure == null) {
            primary.tookAProbe();
        } else if (!(failure instanceof RedisCommandExecutionException)) {
            primary.missedAProbe();
            return false;
        }
        return true;
    }

    /**
     * @param anyway also when the node is known to refuse writes
     */
    void send(StatefulRedisClusterConnection<String, byte[]> open, long deadline, boolean anyway) {
        if (deadline - System.nanoTime() <= 0) {
            // Nobody waits for it any more, and what it is about may have changed.
            failAll(new RedisUnavailableException("There is no time left", null));
            return;
        }
        if (!anyway && !primary.refusal().isEmpty()) {
            failAll(RedisUnavailableException.refusal("A Redis primary takes no writes"));
            return;
        }
        if (!primary.permits()) {
            failAll(new RedisUnavailableException("A Redis primary is left alone", null));
            return;
        }
        isPermitted = true;
        sentAt = System.nanoTime();
        try {
            StatefulRedisConnection<String, byte[]> connection =
                    open.getConnectionAsync(node.getUri().getHost(), node.getUri().getPort())
                            .get(Math.max(0, deadline - sentAt), TimeUnit.NANOSECONDS);
            List<RedisCommand<String, byte[], ?>> commands = new ArrayList<>(replies.size());
            for (Reply<?> reply : replies) {
                var command = reply.command();
                commands.add(command);
                sent.add(command);
            }
            connection.dispatch(commands);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failAll(e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            // However it was cut short: cancelled, refused, or broken in between.
            failAll(e);
        }
    }

    /**
     * @param hurried whether the wait is shorter than it is fair to blame the node for
     */
    void await(long deadline, boolean hurried) {
        if (!isPermitted) {
            return;
        }
        awaitAll(sent, deadline);
        @Nullable Throwable failure = null;
        for (Reply<?> reply : replies) {
            reply.settle();
            Throwable ofOne = reply.failure();
            if (ofOne != null && ErrorReplies.isRefusalOfWrites(ofOne)) {
                primary.refusedAWrite(ofOne);
            } else if (ErrorReplies.isOfTheNode(ofOne)) {
                failure = ofOne;
            }
        }
        // An error is an answer, and does not depend on how long it was waited for.
        boolean isFair = failure instanceof RedisCommandExecutionException;
        primary.ended(System.nanoTime() - sentAt, failure, hurried && !isFair);
    }

    private void failAll(Throwable cause) {
        sent.forEach(command -> command.cancel(false));
        sent.clear();
        replies.forEach(reply -> reply.fail(cause));
    }

    static void awaitAll(List<CompletableFuture<?>> futures, long deadline) {
        for (CompletableFuture<?> future : futures) {
            try {
                future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | CancellationException e) {
                // Its reply tells.
            }
        }
    }
}
