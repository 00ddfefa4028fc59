package io.rookery.feed.redis;

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

/** A batch of commands for one primary. Not thread-safe. */
final class Exchange {

    private final RedisClusterNode node;
    private final Primary primary;
    private final List<CommandResult<?>> replies = new ArrayList<>();
    private final List<CompletableFuture<?>> sent = new ArrayList<>();
    private long sentAt;
    private boolean isPermitted;

    Exchange(RedisClusterNode node, Primary primary) {
        this.node = node;
        this.primary = primary;
    }

    void add(CommandResult<?> reply) {
        replies.add(reply);
    }

    /**
     * Evaluates the outcome of a write probe, the only command of this exchange.
     *
     * @return whether the node answered
     */
    boolean learnFromProbe() {
        if (!isPermitted) {
            return false; // the circuit breaker is open
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
     * Sends the commands, unless the deadline has passed, the node is known to refuse writes, or
     * its circuit breaker is open.
     *
     * @param deadline time of {@link System#nanoTime()} until which to wait for a connection
     * @param anyway whether to send also to a node that is known to refuse writes
     */
    void send(StatefulRedisClusterConnection<String, byte[]> open, long deadline, boolean anyway) {
        if (deadline - System.nanoTime() <= 0) {
            // The caller has timed out, and the data may have changed since.
            failAll(new RedisUnavailableException("The deadline has passed", null));
            return;
        }
        if (!anyway && !primary.refusal().isEmpty()) {
            failAll(RedisUnavailableException.refusal("A Redis primary refuses writes"));
            return;
        }
        if (!primary.permits()) {
            failAll(new RedisUnavailableException("A Redis circuit breaker is open", null));
            return;
        }
        isPermitted = true;
        sentAt = System.nanoTime();
        try {
            StatefulRedisConnection<String, byte[]> connection =
                    open.getConnectionAsync(node.getUri().getHost(), node.getUri().getPort())
                            .get(Math.max(0, deadline - sentAt), TimeUnit.NANOSECONDS);
            List<RedisCommand<String, byte[], ?>> commands = new ArrayList<>(replies.size());
            for (CommandResult<?> reply : replies) {
                var command = reply.command();
                commands.add(command);
                sent.add(command);
            }
            connection.dispatch(commands);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failAll(e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            // The command was cancelled or refused, or the connection failed.
            failAll(e);
        }
    }

    /**
     * Waits for the replies, and reports the outcome to the node's circuit breaker.
     *
     * @param deadline time of {@link System#nanoTime()} until which to wait
     * @param hurried whether the wait is too short for a timeout to count as a failure of the node
     */
    void await(long deadline, boolean hurried) {
        if (!isPermitted) {
            return;
        }
        awaitAll(sent, deadline);
        @Nullable Throwable failure = null;
        for (CommandResult<?> reply : replies) {
            reply.settle();
            Throwable ofOne = reply.failure();
            if (ofOne != null && ErrorReplies.isRefusalOfWrites(ofOne)) {
                primary.refusedAWrite(ofOne);
            } else if (ErrorReplies.isOfTheNode(ofOne)) {
                failure = ofOne;
            }
        }
        // An error reply counts however short the wait was: only timeouts depend on the wait.
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
                // The command's result has the failure.
            }
        }
    }
}
