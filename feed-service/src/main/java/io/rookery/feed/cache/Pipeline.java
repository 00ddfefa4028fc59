package io.rookery.feed.cache;

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
 * Commands that go to Redis together: one write to each primary concerned, and one bounded wait for
 * all of them. Commands for the same key keep their order. Fill it, {@link #send} it, then ask the
 * replies. For one thread.
 */
public final class Pipeline {

    private static final int PROBE_SECONDS = 60;

    private final RedisCluster redis;
    private final List<Reply<?>> replies = new ArrayList<>();

    Pipeline(RedisCluster redis) {
        this.redis = redis;
    }

    /** The value of the key; null without one. */
    public Reply<byte[]> get(String key) {
        return add(CommandType.GET, key, args(key), () -> new ValueOutput<>(RedisCluster.CODEC));
    }

    /** Sets the value of the key, for good. */
    public Reply<String> set(String key, byte[] value) {
        return add(
                CommandType.SET,
                key,
                args(key).add(value),
                () -> new StatusOutput<>(RedisCluster.CODEC));
    }

    /** Writes something that is soon gone. */
    Reply<String> probe(String key) {
        return add(
                CommandType.SET,
                key,
                args(key).add("").add("EX").add(PROBE_SECONDS),
                () -> new StatusOutput<>(RedisCluster.CODEC));
    }

    /** At most so many members between two bounds as Redis writes them, the greatest first. */
    public Reply<List<byte[]>> greatest(String key, String most, String least, int count) {
        CommandArgs<String, byte[]> args = args(key).add(most).add(least);
        return add(CommandType.ZREVRANGEBYLEX, key, limited(args, count), Pipeline::values);
    }

    /** At most so many members between two bounds as Redis writes them, the least first. */
    public Reply<List<byte[]>> least(String key, String least, String most, int count) {
        CommandArgs<String, byte[]> args = args(key).add(least).add(most);
        return add(CommandType.ZRANGEBYLEX, key, limited(args, count), Pipeline::values);
    }

    /** The scores of the members, in their order; null for each one that is not there. */
    public Reply<List<byte[]>> scores(String key, List<String> members) {
        CommandArgs<String, byte[]> args = args(key);
        members.forEach(args::add);
        // Scores are only asked for to learn whether they exist: their text is enough.
        return add(CommandType.ZMSCORE, key, args, ScoresOutput::new);
    }

    /** Removes the keys, which are of one slot; tells how many there were. */
    public Reply<Long> unlink(String... keys) {
        CommandArgs<String, byte[]> args = new CommandArgs<>(RedisCluster.CODEC).addKeys(keys);
        return add(
                CommandType.UNLINK, keys[0], args, () -> new IntegerOutput<>(RedisCluster.CODEC));
    }

    /** Runs the script, whose keys are of one slot. */
    public Reply<Long> run(Script script, List<String> keys, List<byte[]> arguments) {
        CommandArgs<String, byte[]> args =
                new CommandArgs<>(RedisCluster.CODEC).add(keys.size()).addKeys(keys);
        arguments.forEach(args::add);
        Reply<Long> reply =
                new Reply<>(
                        redis.slotOf(keys.getFirst()),
                        CommandType.EVALSHA,
                        script,
                        args,
                        () -> new IntegerOutput<>(RedisCluster.CODEC));
        replies.add(reply);
        return reply;
    }

    public int size() {
        return replies.size();
    }

    /**
     * Sends all commands and waits until each has its answer or the time is up. Does not throw:
     * whoever asks a reply that has none is told.
     */
    public void send() {
        send(redis.answerWithin());
    }

    /** The same with more patience, for what changes Redis and keeps no reader waiting. */
    public void apply() {
        send(redis.applyWithin());
    }

    /** The same for nodes as well that are known to refuse writes: they may still take these. */
    public void applyAnyway() {
        redis.exchange(replies, redis.applyWithin(), true);
    }

    private void send(Duration atMost) {
        redis.exchange(replies, atMost, false);
        List<Reply<?>> again = new ArrayList<>(0);
        List<Reply<?>> elsewhere = new ArrayList<>(0);
        for (Reply<?> reply : replies) {
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

    private <T> Reply<T> add(
            CommandType type,
            String key,
            CommandArgs<String, byte[]> args,
            Supplier<CommandOutput<String, byte[], T>> output) {
        Reply<T> reply = new Reply<>(redis.slotOf(key), type, null, args, output);
        replies.add(reply);
        return reply;
    }

    private static CommandArgs<String, byte[]> args(String key) {
        return new CommandArgs<>(RedisCluster.CODEC).addKey(key);
    }

    private static CommandArgs<String, byte[]> limited(
            CommandArgs<String, byte[]> args, int count) {
        return args.add("LIMIT").add(0).add(count);
    }

    private static CommandOutput<String, byte[], List<byte[]>> values() {
        return new ValueListOutput<>(RedisCluster.CODEC);
    }
}
