package io.rookery.feed.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to Redis together: one network write to each primary concerned, and one bounded
 * wait for all replies. Commands for the same key keep their order. To use it, add commands, call
 * {@link #send}, then read the results. Not thread-safe.
 */
public final class Pipeline {

    private static final int PROBE_SECONDS = 60;

    private final RedisPipelineClient redis;
    private final List<CommandResult<?>> replies = new ArrayList<>();

    Pipeline(RedisPipelineClient redis) {
        this.redis = redis;
    }

    /** Gets the value of the key; the result is null when there is none. */
    public CommandResult<byte[]> get(String key) {
        return add(
                CommandType.GET,
                key,
                args(key),
                () -> new ValueOutput<>(RedisPipelineClient.CODEC));
    }

    /** Sets the value of the key, without expiry. */
    public CommandResult<String> set(String key, byte[] value) {
        return add(
                CommandType.SET,
                key,
                args(key).add(value),
                () -> new StatusOutput<>(RedisPipelineClient.CODEC));
    }

    /** Writes a short-lived value, to probe whether the node takes writes. */
    CommandResult<String> probe(String key) {
        return add(
                CommandType.SET,
                key,
                args(key).add("").add("EX").add(PROBE_SECONDS),
                () -> new StatusOutput<>(RedisPipelineClient.CODEC));
    }

    /**
     * Reads at most {@code count} members between two bounds in the syntax of {@code
     * ZREVRANGEBYLEX}, greatest first.
     */
    public CommandResult<List<byte[]>> greatest(String key, String most, String least, int count) {
        CommandArgs<String, byte[]> args = args(key).add(most).add(least);
        return add(CommandType.ZREVRANGEBYLEX, key, limited(args, count), Pipeline::values);
    }

    /**
     * Reads at most {@code count} members between two bounds in the syntax of {@code ZRANGEBYLEX},
     * least first.
     */
    public CommandResult<List<byte[]>> least(String key, String least, String most, int count) {
        CommandArgs<String, byte[]> args = args(key).add(least).add(most);
        return add(CommandType.ZRANGEBYLEX, key, limited(args, count), Pipeline::values);
    }

    /**
     * Reads whether each member has a score, in the order of the members: null for a member that
     * does not exist, an empty array for one that does.
     */
    public CommandResult<List<byte[]>> scores(String key, List<String> members) {
        CommandArgs<String, byte[]> args = args(key);
        members.forEach(args::add);
        return add(CommandType.ZMSCORE, key, args, ScoresOutput::new);
    }

    /** Removes the keys, which must be of one slot. The result is the number of keys removed. */
    public CommandResult<Long> unlink(String... keys) {
        CommandArgs<String, byte[]> args =
                new CommandArgs<>(RedisPipelineClient.CODEC).addKeys(keys);
        return add(
                CommandType.UNLINK,
                keys[0],
                args,
                () -> new IntegerOutput<>(RedisPipelineClient.CODEC));
    }

    /** Runs the script. Its keys must be of one slot. */
    public CommandResult<Long> run(Script script, List<String> keys, List<byte[]> arguments) {
        CommandArgs<String, byte[]> args =
                new CommandArgs<>(RedisPipelineClient.CODEC).add(keys.size()).addKeys(keys);
        arguments.forEach(args::add);
        CommandResult<Long> reply =
                new CommandResult<>(
                        redis.slotOf(keys.getFirst()),
                        CommandType.EVALSHA,
                        script,
                        args,
                        () -> new IntegerOutput<>(RedisPipelineClient.CODEC));
        replies.add(reply);
        return reply;
    }

    public int size() {
        return replies.size();
    }

    /**
     * Sends all commands and waits until each has its reply or the timeout has passed. Does not
     * throw: reading a result without a reply throws.
     */
    public void send() {
        send(redis.answerWithin());
    }

    /** Like {@link #send}, with a longer timeout. For changes that no request waits for. */
    public void apply() {
        send(redis.applyWithin());
    }

    /**
     * Like {@link #apply}, and also sends to nodes that are known to refuse writes: they may still
     * take these commands, such as deletions.
     */
    public void applyAnyway() {
        redis.exchange(replies, redis.applyWithin(), true);
    }

    private void send(Duration atMost) {
        redis.exchange(replies, atMost, false);
        List<CommandResult<?>> again = new ArrayList<>(0);
        List<CommandResult<?>> elsewhere = new ArrayList<>(0);
        for (CommandResult<?> reply : replies) {
            Throwable failure = reply.failure();
            if (failure instanceof RedisNoScriptException) {
                reply.sendScriptWhole();
                again.add(reply);
            } else if (isRedirect(failure)) {
                elsewhere.add(reply);
            }
        }
        if (!again.isEmpty()) {
            redis.exchange(again, atMost, false);
        }
        if (!elsewhere.isEmpty()) {
            redis.exchangeFollowingRedirects(elsewhere, atMost);
        }
    }

    private static boolean isRedirect(@Nullable Throwable failure) {
        if (!(failure instanceof RedisCommandExecutionException)) {
            return false;
        }
        String message = failure.getMessage();
        return message != null && (message.startsWith("MOVED ") || message.startsWith("ASK "));
    }

    private <T> CommandResult<T> add(
            CommandType type,
            String key,
            CommandArgs<String, byte[]> args,
            Supplier<CommandOutput<String, byte[], T>> output) {
        CommandResult<T> reply = new CommandResult<>(redis.slotOf(key), type, null, args, output);
        replies.add(reply);
        return reply;
    }

    private static CommandArgs<String, byte[]> args(String key) {
        return new CommandArgs<>(RedisPipelineClient.CODEC).addKey(key);
    }

    private static CommandArgs<String, byte[]> limited(
            CommandArgs<String, byte[]> args, int count) {
        return args.add("LIMIT").add(0).add(count);
    }

    private static CommandOutput<String, byte[], List<byte[]>> values() {
        return new ValueListOutput<>(RedisPipelineClient.CODEC);
    }
}
