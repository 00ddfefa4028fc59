package io.rookery.feed.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rookery.feed.redis.CommandResult;
import io.rookery.feed.redis.Pipeline;
import io.rookery.feed.redis.RedisPipelineClient;
import io.rookery.feed.redis.RedisUnavailableException;
import io.rookery.feed.redis.Script;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/**
 * The accounts that changed recently, shared by all instances. The last changes are kept in a list
 * in Redis, under consecutive numbers. An instance that is about to show accounts first reads the
 * last number and catches up. So no instance shows an older state of an account than another one
 * has already shown. A failover of the Redis primary may lose changes; after one, every cached
 * account counts as outdated.
 */
@Component
final class AccountChanges implements AccountUpdates {

    private static final String TAG = "{account-changes}";
    private static final String LAST = TAG + "last";
    private static final String LIST = TAG + "list";
    private static final int MOST = 1000;
    private static final int DIGITS = 19;
    private static final Script CHANGED = Script.beside(AccountChanges.class, "changed.lua");

    private final RedisPipelineClient redis;
    private final AtomicReference<Place> reached = new AtomicReference<>(new Place(-1, -1));

    AccountChanges(RedisPipelineClient redis) {
        this.redis = redis;
    }

    /** How far this instance has read, and under which epoch of the primary. */
    private record Place(long epoch, long number) {}

    /**
     * Announces a change to all instances.
     *
     * @throws RedisUnavailableException when Redis does not answer
     */
    void add(long account, long version) {
        Pipeline pipeline = redis.pipeline();
        CommandResult<Long> reply =
                pipeline.run(
                        CHANGED,
                        List.of(LAST, LIST),
                        List.of(
                                (padded(account) + padded(version)).getBytes(US_ASCII),
                                Integer.toString(MOST).getBytes(US_ASCII)));
        pipeline.apply();
        reply.get();
    }

    /** While Redis does not answer, cached accounts stay valid for their usual time. */
    @Override
    public void catchUp(Reader reader) {
        Place before = Objects.requireNonNull(reached.get());
        long epoch = redis.epochOf(LAST);
        Pipeline pipeline = redis.pipeline();
        CommandResult<byte[]> reply = pipeline.get(LAST);
        pipeline.send();
        if (reply.isFailed()) {
            return;
        }
        byte[] text = reply.getOrNull();
        long last = text == null ? 0 : Long.parseLong(new String(text, US_ASCII));
        if (epoch == before.epoch() && last == before.number()) {
            return;
        }
        boolean goesOn =
                epoch == before.epoch() && last > before.number() && last - before.number() < MOST;
        if (!goesOn) {
            reader.anyMayHaveChanged();
        } else if (!read(before.number(), last, reader)) {
            return;
        }
        reached.compareAndSet(before, new Place(epoch, last));
    }

    private boolean read(long after, long last, Reader reader) {
        Pipeline pipeline = redis.pipeline();
        CommandResult<List<byte[]>> reply =
                pipeline.least(LIST, "[" + padded(after + 1), "(" + padded(last + 1), MOST);
        pipeline.send();
        if (reply.isFailed()) {
            return false;
        }
        List<byte[]> changes = reply.get();
        if (changes.size() < last - after) {
            // Newer changes have pushed the oldest ones out of the list.
            reader.anyMayHaveChanged();
        }
        for (byte[] member : changes) {
            String change = new String(member, US_ASCII);
            reader.changed(
                    Long.parseLong(change, DIGITS, 2 * DIGITS, 10),
                    Long.parseLong(change, 2 * DIGITS, 3 * DIGITS, 10));
        }
        return true;
    }

    private static String padded(long number) {
        return "%019d".formatted(number);
    }
}
