package io.rookery.feed.timeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rookery.feed.redis.CommandResult;
import io.rookery.feed.redis.Pipeline;
import io.rookery.feed.redis.RedisPipelineClient;
import io.rookery.feed.redis.RedisUnavailableException;
import io.rookery.feed.redis.Script;
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
 * Stores timelines in Redis. Each timeline is one sorted set. The set itself records that it is
 * complete, and the config epoch of its slot's primary at build time. A read treats the timeline as
 * absent when the primary has another epoch: a failover may have lost the latest writes.
 *
 * <p>A token protects each build: begin, read the shards, complete with the token. If the timeline
 * is invalidated, or another build begins, before completion, then completion has no effect.
 * Entries pushed during a build are buffered and applied when it completes. So every entry that was
 * committed to the shards is either read by the build or pushed after the build began.
 */
public class TimelineStore {

    private static final Script BEGIN = Script.beside(TimelineStore.class, "begin.lua");
    private static final Script COMPLETE = script("complete.lua");
    private static final Script PUSH = script("push.lua");
    private static final Script LACKING = script("lacking.lua");
    private static final Script REMOVE = script("remove.lua");

    private static final Duration BUILD_WITHIN = Duration.ofSeconds(30);

    /** In byte order, the floor sorts before the build version. */
    private static final String FLOOR = "s0";

    private static final String BASIS = "s1";

    private final RedisPipelineClient redis;
    private final TimelineSettings settings;

    TimelineStore(RedisPipelineClient redis, TimelineSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /** Whether a push or removal would reach every timeline, as far as this instance knows. */
    public boolean takesWrites() {
        return redis.takesWrites();
    }

    /** A build in progress. */
    record Build(TimelineKey key, String token, long epoch) {}

    /**
     * Reads the entries of a complete timeline within the range. Returns null when the timeline is
     * not complete.
     *
     * @throws RedisUnavailableException when Redis does not answer
     */
    @Nullable CachedTimeline read(TimelineKey key, IdRange range) {
        Pipeline pipeline = redis.pipeline();
        CommandResult<List<byte[]>> before = pipeline.least(key.name(), "[s", "(t", 2);
        CommandResult<List<byte[]>> members =
                range.isAscending()
                        ? pipeline.least(key.name(), from(range), to(range), range.limit())
                        : pipeline.greatest(key.name(), to(range), from(range), range.limit());
        CommandResult<List<byte[]>> after = pipeline.least(key.name(), "[s1", "(s2", 1);
        pipeline.send();
        List<byte[]> state = before.get();
        // The state is read before and after the entries: another build may begin in between.
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
        for (byte[] member : range.isAscending() ? found.reversed() : found) {
            entries.add(TimelineEntry.parse(member));
        }
        return new CachedTimeline(
                new TimelineSegment(entries, floor).aboveFloor(),
                BuildVersion.parse(whole.substring(second + 1)));
    }

    /**
     * Returns those of the owner's boosts that the timeline does not contain but would show. A
     * boost would be shown when the timeline does not follow the author of the boosted status and
     * has no earlier boost of that status.
     *
     * @param boosts at most 50
     * @throws RedisUnavailableException when Redis does not answer
     */
    Set<TimelineEntry> lacking(TimelineKey key, List<TimelinePush> boosts) {
        List<byte[]> arguments = new ArrayList<>(3 * boosts.size());
        for (TimelinePush boost : boosts) {
            arguments.add(bytes(TimelineEntry.padded(boost.entry().id())));
            arguments.add(bytes(TimelineEntry.padded(boost.entry().boostOf())));
            arguments.add(bytes(TimelineEntry.padded(boost.originalAuthor())));
        }
        Pipeline pipeline = redis.pipeline();
        CommandResult<Long> reply = pipeline.run(LACKING, List.of(key.name()), arguments);
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
     * Discards the timeline and begins a new build.
     *
     * @throws RedisUnavailableException when Redis does not answer
     */
    Build begin(TimelineKey key) {
        String token = UUID.randomUUID().toString();
        long epoch = redis.epochOf(key.name());
        Pipeline pipeline = redis.pipeline();
        CommandResult<Long> begun =
                pipeline.run(
                        BEGIN,
                        List.of(key.name()),
                        List.of(bytes(token), bytes(BUILD_WITHIN.toSeconds())));
        pipeline.send();
        begun.get();
        return new Build(key, token, epoch);
    }

    /**
     * Completes the build with the content that was read from the shards.
     *
     * @return whether the timeline is complete now; false if it was invalidated, or another build
     *     began, since this build began
     * @throws RedisUnavailableException when Redis does not answer
     */
    boolean complete(Build build, TimelineSnapshot content) {
        List<String> members = content.members();
        List<byte[]> arguments = new ArrayList<>(6 + members.size());
        arguments.add(bytes(build.token()));
        arguments.add(bytes(secondsToLive(content.basis().rules())));
        arguments.add(bytes(settings.capacity()));
        arguments.add(bytes(settings.slack()));
        arguments.add(bytes(FLOOR + TimelineEntry.padded(content.segment().floor())));
        arguments.add(
                bytes(BASIS + build.token() + '|' + build.epoch() + '|' + content.basis().text()));
        members.forEach(member -> arguments.add(bytes(member)));
        Pipeline pipeline = redis.pipeline();
        CommandResult<Long> completed =
                pipeline.run(COMPLETE, List.of(build.key().name()), arguments);
        pipeline.send();
        return completed.get() == 1;
    }

    /**
     * Adds an entry to each of the timelines that exists in Redis and follows the author.
     *
     * @throws RedisUnavailableException when not all of them took the entry. Some may have taken
     *     it. A timeline whose node refused the write is deleted, if the node can be reached.
     */
    public void push(List<TimelineKey> timelines, TimelinePush push) {
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
     * Removes an entry from each of the timelines. When the entry is a boost, the next boost of the
     * same status, if there is one, takes its place.
     *
     * @param entry includes the boosted id when it is a boost, unless that id is unknown
     * @throws RedisUnavailableException when not all of them could be reached
     */
    public void remove(List<TimelineKey> timelines, TimelineEntry entry) {
        runForEach(timelines, REMOVE, List.of(entry.memberBytes()));
    }

    /**
     * Deletes each of the timelines, so that the next read rebuilds it.
     *
     * @throws RedisUnavailableException when not all of them could be reached
     */
    public void invalidate(List<TimelineKey> timelines) {
        Pipeline pipeline = redis.pipeline();
        List<CommandResult<Long>> replies = new ArrayList<>(timelines.size());
        for (TimelineKey key : timelines) {
            replies.add(pipeline.unlink(key.name()));
        }
        pipeline.apply();
        replies.forEach(CommandResult::get);
    }

    private void runForEach(List<TimelineKey> timelines, Script script, List<byte[]> arguments) {
        Pipeline pipeline = redis.pipeline();
        List<CommandResult<Long>> replies = new ArrayList<>(timelines.size());
        for (TimelineKey key : timelines) {
            replies.add(pipeline.run(script, List.of(key.name()), arguments));
        }
        pipeline.apply();
        giveUpThoseThatRefused(timelines, replies);
        replies.forEach(CommandResult::get);
    }

    /**
     * Deletes the timelines that refused a write. A node without free memory still takes deletions.
     */
    private void giveUpThoseThatRefused(
            List<TimelineKey> timelines, List<CommandResult<Long>> replies) {
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
     * Time to live in seconds. It is randomized, so that timelines do not all expire together, and
     * never extends past the end of a filter rule.
     */
    private long secondsToLive(FilterRules rules) {
        long longest = Math.max(1, settings.timeToLive().toSeconds());
        long usual = longest - ThreadLocalRandom.current().nextLong(Math.max(1, longest / 8));
        long end = rules.firstEnd();
        if (end == FilterRules.FOR_EVER) {
            return usual;
        }
        long left = Duration.ofMillis(end - System.currentTimeMillis()).toSeconds();
        return Math.max(1, Math.min(usual, left));
    }

    /**
     * Lower bound of the sorted-set range. It excludes the entry with the id {@code above}, also
     * when that entry is a boost.
     */
    private static String from(IdRange range) {
        return range.above() <= 0 ? "-" : "[" + TimelineEntry.padded(range.above() + 1);
    }

    /**
     * Upper bound of the sorted-set range. Entries begin with a digit, all other members with a
     * letter.
     */
    private static String to(IdRange range) {
        return range.below() == Long.MAX_VALUE ? "(a" : "(" + TimelineEntry.padded(range.below());
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
