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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Timelines in Redis. A timeline is one sorted set that says itself that it is whole, under the
 * config epoch that the primary of its slot still has: after a failover, which may have lost what
 * was written last, it counts as absent. Building one is protected by a token: begin, read the
 * shards, and complete with the token; an invalidation or another begin in between makes completing
 * void. What is pushed while it is built is applied at its end. So every entry that was committed
 * to the shards is either read from them by the build or pushed after its begin.
 */
public class TimelineStore {

    private static final Script BEGIN = Script.beside(TimelineStore.class, "begin.lua");
    private static final Script COMPLETE = script("complete.lua");
    private static final Script PUSH = script("push.lua");
    private static final Script LACKING = script("lacking.lua");
    private static final Script REMOVE = script("remove.lua");

    private static final Duration BUILD_WITHIN = Duration.ofSeconds(30);

    /** In the order of the bytes, the floor comes before what the timeline was built on. */
    private static final String FLOOR = "s0";

    private static final String BASIS = "s1";

    private final RedisCluster redis;
    private final TimelineSettings settings;

    TimelineStore(RedisCluster redis, TimelineSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /** Whether what is pushed or removed would reach every timeline, as far as is known here. */
    public boolean takesWrites() {
        return redis.takesWrites();
    }

    /** A build that has begun. */
    record Build(TimelineKey key, String token, long epoch) {}

    /**
     * What a whole timeline holds of the window; null when the timeline is not whole.
     *
     * @throws RedisUnavailableException when Redis does not answer
     */
    @Nullable Held read(TimelineKey key, Window window) {
        Pipeline pipeline = redis.pipeline();
        Reply<List<byte[]>> before = pipeline.least(key.name(), "[s", "(t", 2);
        Reply<List<byte[]>> members =
                window.isAscending()
                        ? pipeline.least(key.name(), from(window), to(window), window.limit())
                        : pipeline.greatest(key.name(), to(window), from(window), window.limit());
        Reply<List<byte[]>> after = pipeline.least(key.name(), "[s1", "(s2", 1);
        pipeline.send();
        List<byte[]> state = before.get();
        // Read before and after: between the two, the timeline may have been begun anew.
        if (state.size() != 2
                || after.get().isEmpty()
                || !Arrays.equals(state.get(1), after.get().getFirst())) {
            return null;
        }
        long floor = Long.parseLong(text(state.get(0)).substring(FLOOR.length()));
        String whole = text(state.get(1));
        int first = whole.indexOf('|');
        int second = whole.indexOf('|', first + 1);
        if (Long.parseLong(whole.substring(first + 1, second)) != redis.epochOf(key.name())) {
            return null;
        }
        List<byte[]> found = members.get();
        List<TimelineEntry> entries = new ArrayList<>(found.size());
        for (byte[] member : window.isAscending() ? found.reversed() : found) {
            entries.add(TimelineEntry.parse(member));
        }
        return new Held(
                new Stretch(entries, floor).aboveFloor(), Basis.parse(whole.substring(second + 1)));
    }

    /**
     * Which of the owner's boosts the timeline does not know and would show, as nothing that it
     * shows stands for them.
     *
     * @param boosts at most 50
     * @throws RedisUnavailableException when Redis does not answer
     */
    Set<TimelineEntry> lacking(TimelineKey key, List<Push> boosts) {
        List<byte[]> arguments = new ArrayList<>(3 * boosts.size());
        for (Push boost : boosts) {
            arguments.add(bytes(TimelineEntry.padded(boost.entry().id())));
            arguments.add(bytes(TimelineEntry.padded(boost.entry().boostOf())));
            arguments.add(bytes(TimelineEntry.padded(boost.originalAuthor())));
        }
        Pipeline pipeline = redis.pipeline();
        Reply<Long> reply = pipeline.run(LACKING, List.of(key.name()), arguments);
        pipeline.send();
        long bits = reply.get();
        Set<TimelineEntry> lacking = new HashSet<>();
        for (int i = 0; i < boosts.size(); i++) {
            if (((bits >> i) & 1) == 1) {
                lacking.add(boosts.get(i).entry());
            }
        }
        return lacking;
    }

    /**
     * Begins to build the timeline anew.
     *
     * @throws RedisUnavailableException when Redis does not answer
     */
    Build begin(TimelineKey key) {
        String token = UUID.randomUUID().toString();
        long epoch = redis.epochOf(key.name());
        Pipeline pipeline = redis.pipeline();
        Reply<Long> begun =
                pipeline.run(
                        BEGIN,
                        List.of(key.name()),
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
    boolean complete(Build build, Content content) {
        List<String> members = content.members();
        List<byte[]> arguments = new ArrayList<>(6 + members.size());
        arguments.add(bytes(build.token()));
        arguments.add(bytes(secondsToLive(content.basis().rules())));
        arguments.add(bytes(settings.capacity()));
        arguments.add(bytes(settings.slack()));
        arguments.add(bytes(FLOOR + TimelineEntry.padded(content.stretch().floor())));
        arguments.add(
                bytes(BASIS + build.token() + '|' + build.epoch() + '|' + content.basis().text()));
        members.forEach(member -> arguments.add(bytes(member)));
        Pipeline pipeline = redis.pipeline();
        Reply<Long> completed = pipeline.run(COMPLETE, List.of(build.key().name()), arguments);
        pipeline.send();
        return completed.get() == 1;
    }

    /**
     * Adds an entry to each of the timelines that exist in Redis and follow its author.
     *
     * @throws RedisUnavailableException when not all of them have taken it; some may have, and
     *     those that refused it are not whole any more if they could be told
     */
    public void push(List<TimelineKey> timelines, Push push) {
        TimelineEntry entry = push.entry();
        List<byte[]> arguments =
                List.of(
                        bytes(TimelineEntry.padded(entry.id())),
                        bytes(idOrNone(entry.boostOf())),
                        bytes(idOrNone(push.author())),
                        bytes(idOrNone(push.originalAuthor())),
                        bytes(settings.capacity()),
                        bytes(settings.slack()));
        runForEach(timelines, PUSH, arguments);
    }

    /**
     * Removes an entry from each of the timelines; the next boost of the same status, if there is
     * one, takes its place.
     *
     * @param entry that of a boost names what it boosts, unless that is not known
     * @throws RedisUnavailableException when not all of them could be reached
     */
    public void remove(List<TimelineKey> timelines, TimelineEntry entry) {
        runForEach(timelines, REMOVE, List.of(entry.memberBytes()));
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
            replies.add(pipeline.unlink(key.name()));
        }
        pipeline.apply();
        replies.forEach(Reply::get);
    }

    private void runForEach(List<TimelineKey> timelines, Script script, List<byte[]> arguments) {
        Pipeline pipeline = redis.pipeline();
        List<Reply<Long>> replies = new ArrayList<>(timelines.size());
        for (TimelineKey key : timelines) {
            replies.add(pipeline.run(script, List.of(key.name()), arguments));
        }
        pipeline.apply();
        giveUpThoseThatRefused(timelines, replies);
        replies.forEach(Reply::get);
    }

    /** A node without room still lets go of what it has. */
    private void giveUpThoseThatRefused(List<TimelineKey> timelines, List<Reply<Long>> replies) {
        Pipeline pipeline = redis.pipeline();
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).isRefused()) {
                pipeline.unlink(timelines.get(i).name());
            }
        }
        if (pipeline.size() > 0) {
            pipeline.applyAnyway();
        }
    }

    /**
     * A little different each time, so that timelines do not all end at once; and never beyond the
     * end of a rule.
     */
    private long secondsToLive(Rules rules) {
        long longest = Math.max(1, settings.timeToLive().toSeconds());
        long usual = longest - ThreadLocalRandom.current().nextLong(Math.max(1, longest / 8));
        long end = rules.firstEnd();
        if (end == Rules.FOR_EVER) {
            return usual;
        }
        long left = Duration.ofMillis(end - System.currentTimeMillis()).toSeconds();
        return Math.max(1, Math.min(usual, left));
    }

    /** Lower bound: an entry of the id itself, a boost as well, is below it. */
    private static String from(Window window) {
        return window.above() <= 0 ? "-" : "[" + TimelineEntry.padded(window.above() + 1);
    }

    /** Upper bound: entries begin with a digit, whatever else there is with a letter. */
    private static String to(Window window) {
        return window.below() == Long.MAX_VALUE ? "(a" : "(" + TimelineEntry.padded(window.below());
    }

    private static String idOrNone(long id) {
        return id == 0 ? "" : TimelineEntry.padded(id);
    }

    private static String text(byte[] member) {
        return new String(member, US_ASCII);
    }

    private static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static Script script(String name) {
        return Script.beside(TimelineStore.class, "list.lua", name);
    }
}
