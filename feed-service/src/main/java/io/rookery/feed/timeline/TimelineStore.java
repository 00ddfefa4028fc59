package io.rookery.feed.timeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rookery.feed.cache.Pipeline;
import io.rookery.feed.cache.RedisCluster;
import io.rookery.feed.cache.RedisUnavailableException;
import io.rookery.feed.cache.Reply;
import io.rookery.feed.cache.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Timelines in Redis. A timeline is believed when its state calls it whole, under the config epoch
 * that the primary of its slot still has: after a failover, which may have lost what was written
 * last, it counts as absent. Building one is protected by a token: begin, read the shards, and
 * complete with the token; an invalidation or another begin in between makes completing void. What
 * is pushed while it is built stays. So every entry that was committed to the shards is either read
 * from them by the build or pushed after its begin.
 */
public class TimelineStore {

    private static final Script BEGIN = script("begin.lua");
    private static final Script COMPLETE = script("complete.lua");
    private static final Script PUSH = script("push.lua");
    private static final Script REMOVE = script("remove.lua");

    private static final Duration BUILD_WITHIN = Duration.ofSeconds(30);
    private static final String[] STATE = {"whole", "epoch", "floor", "large"};

    private final RedisCluster redis;
    private final TimelineSettings settings;

    TimelineStore(RedisCluster redis, TimelineSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /**
     * What a whole timeline holds of a window.
     *
     * @param largeAuthors whose statuses it does not hold and are to be merged in
     */
    record Held(Stretch stretch, List<Long> largeAuthors) {}

    /** A build that has begun. */
    record Build(TimelineKey key, String token, long epoch) {}

    /**
     * The window's entries; null when the timeline is not whole.
     *
     * @throws RedisUnavailableException when Redis does not answer
     */
    @Nullable Held read(TimelineKey key, Window window) {
        Pipeline pipeline = redis.pipeline();
        Reply<List<byte[]>> before = pipeline.hashValues(key.state(), STATE);
        Reply<List<byte[]>> members =
                window.isAscending()
                        ? pipeline.least(key.entries(), from(window), to(window), window.limit())
                        : pipeline.greatest(
                                key.entries(), to(window), from(window), window.limit());
        Reply<List<byte[]>> after = pipeline.hashValues(key.state(), "whole");
        pipeline.send();
        List<byte[]> state = before.get();
        byte @Nullable [] token = state.get(0);
        // Read before and after: between the two, the timeline may have been begun anew.
        if (token == null || !Arrays.equals(token, after.get().getFirst())) {
            return null;
        }
        if (number(state.get(1)) != redis.epochOf(key.entries())) {
            return null;
        }
        List<byte[]> found = members.get();
        List<TimelineEntry> entries = new ArrayList<>(found.size());
        for (byte[] member : window.isAscending() ? found.reversed() : found) {
            entries.add(TimelineEntry.parse(member));
        }
        return new Held(
                new Stretch(entries, number(state.get(2))).aboveFloor(), numbers(state.get(3)));
    }

    /**
     * Begins to build the timeline anew.
     *
     * @throws RedisUnavailableException when Redis does not answer
     */
    Build begin(TimelineKey key) {
        String token = UUID.randomUUID().toString();
        long epoch = redis.epochOf(key.entries());
        Pipeline pipeline = redis.pipeline();
        Reply<Long> begun =
                pipeline.run(
                        BEGIN,
                        List.of(key.entries(), key.boosts(), key.state()),
                        List.of(bytes(token), bytes(BUILD_WITHIN.toSeconds())));
        pipeline.send();
        begun.get();
        return new Build(key, token, epoch);
    }

    /**
     * Ends the build with what the shards had when it was under way.
     *
     * @return whether the timeline is whole now; not if it was invalidated or begun anew
     * @throws RedisUnavailableException when Redis does not answer
     */
    boolean complete(Build build, Stretch stretch, List<Long> largeAuthors) {
        List<byte[]> arguments = new ArrayList<>(5 + stretch.entries().size());
        arguments.add(bytes(build.token()));
        arguments.add(bytes(build.epoch()));
        arguments.add(bytes(TimelineEntry.padded(stretch.floor())));
        arguments.add(bytes(String.join(",", largeAuthors.stream().map(String::valueOf).toList())));
        arguments.add(bytes(timeToLive()));
        for (TimelineEntry entry : stretch.entries()) {
            arguments.add(entry.memberBytes());
        }
        TimelineKey key = build.key();
        Pipeline pipeline = redis.pipeline();
        Reply<Long> completed =
                pipeline.run(
                        COMPLETE, List.of(key.entries(), key.boosts(), key.state()), arguments);
        pipeline.send();
        return completed.get() == 1;
    }

    /**
     * Adds an entry to each of the timelines that exist in Redis.
     *
     * @throws RedisUnavailableException when not all of them could be reached; some may have it
     */
    public void push(List<TimelineKey> timelines, TimelineEntry entry) {
        List<byte[]> arguments =
                List.of(
                        entry.memberBytes(),
                        bytes(TimelineEntry.padded(entry.id())),
                        bytes(entry.isBoost() ? TimelineEntry.padded(entry.boostOf()) : ""),
                        bytes(settings.capacity()),
                        bytes(settings.slack()));
        runForEach(timelines, PUSH, arguments, true);
    }

    /**
     * Removes an entry from each of the timelines.
     *
     * @throws RedisUnavailableException when not all of them could be reached
     */
    public void remove(List<TimelineKey> timelines, long id) {
        runForEach(timelines, REMOVE, List.of(bytes(TimelineEntry.padded(id))), false);
    }

    /**
     * Makes each of the timelines be built anew before it is shown again.
     *
     * @throws RedisUnavailableException when not all of them could be reached
     */
    public void invalidate(List<TimelineKey> timelines) {
        Pipeline pipeline = redis.pipeline();
        List<Reply<Long>> replies = new ArrayList<>(timelines.size());
        for (TimelineKey key : timelines) {
            replies.add(pipeline.unlink(key.state(), key.entries(), key.boosts()));
        }
        pipeline.apply();
        replies.forEach(Reply::get);
    }

    private void runForEach(
            List<TimelineKey> timelines, Script script, List<byte[]> arguments, boolean withState) {
        Pipeline pipeline = redis.pipeline();
        List<Reply<Long>> replies = new ArrayList<>(timelines.size());
        for (TimelineKey key : timelines) {
            List<String> keys =
                    withState
                            ? List.of(key.entries(), key.boosts(), key.state())
                            : List.of(key.entries(), key.boosts());
            replies.add(pipeline.run(script, keys, arguments));
        }
        pipeline.apply();
        replies.forEach(Reply::get);
    }

    /** Seconds; a little different each time, so that timelines do not all end at once. */
    private long timeToLive() {
        long longest = Math.max(1, settings.timeToLive().toSeconds());
        return longest - ThreadLocalRandom.current().nextLong(Math.max(1, longest / 8));
    }

    /** Lower bound: an entry of the id itself, a boost as well, is below it. */
    private static String from(Window window) {
        return window.above() <= 0 ? "-" : "[" + TimelineEntry.padded(window.above() + 1);
    }

    private static String to(Window window) {
        return window.below() == Long.MAX_VALUE ? "+" : "(" + TimelineEntry.padded(window.below());
    }

    private static long number(byte @Nullable [] text) {
        return text == null ? -1 : Long.parseLong(new String(text, US_ASCII));
    }

    private static List<Long> numbers(byte @Nullable [] text) {
        if (text == null || text.length == 0) {
            return List.of();
        }
        return Arrays.stream(new String(text, US_ASCII).split(",")).map(Long::valueOf).toList();
    }

    private static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static Script script(String name) {
        return Script.beside(TimelineStore.class, name);
    }
}
