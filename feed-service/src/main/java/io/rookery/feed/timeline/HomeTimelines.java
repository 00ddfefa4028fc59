package io.rookery.feed.timeline;

import io.rookery.feed.account.Accounts;
import io.rookery.feed.cache.StatusCache;
import io.rookery.feed.redis.RedisUnavailableException;
import io.rookery.feed.status.StatusRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads home timelines. Entries come from Redis when the timeline there is complete and current,
 * otherwise from the shards. Entries below the part that Redis holds always come from the shards.
 * The viewer's own shard is authoritative for the version of the sources (see {@link HomeVersions})
 * and for the viewer's own statuses.
 */
class HomeTimelines {

    /**
     * Maximum number of filter rules stored with a timeline, as each read transfers them. With more
     * rules, each page requests those that it needs.
     */
    private static final int MOST_RULES = 300;

    private final TimelineStore store;
    private final TimelineCache timelines;
    private final HomeTimelineQuery history;
    private final HomeChecks checks;
    private final HomeVersions versions;
    private final LargeAuthors largeAuthors;
    private final StatusCache cache;
    private final Accounts accounts;
    private final ShardReads shardReads;
    private final int capacity;

    HomeTimelines(
            TimelineStore store,
            TimelineCache timelines,
            HomeTimelineQuery history,
            HomeChecks checks,
            HomeVersions versions,
            LargeAuthors largeAuthors,
            StatusCache cache,
            Accounts accounts,
            ShardReads shardReads,
            TimelineSettings settings) {
        this.store = store;
        this.timelines = timelines;
        this.history = history;
        this.checks = checks;
        this.versions = versions;
        this.largeAuthors = largeAuthors;
        this.cache = cache;
        this.accounts = accounts;
        this.shardReads = shardReads;
        this.capacity = settings.capacity();
    }

    /**
     * A part of a home timeline.
     *
     * @param entries all entries of the timeline within the range, newest first
     * @param check what the viewer's own shard says about these entries
     * @param rules the viewer's filter rules; incomplete when there are too many to keep
     */
    record HomePart(List<TimelineEntry> entries, HomeCheck check, FilterRules rules) {}

    /** Reads the range of the account's home timeline. */
    HomePart read(long account, IdRange range) {
        TimelineKey key = TimelineKey.home(account);
        @Nullable CachedTimeline held = timelines.read(key, range, () -> newest(account));
        if (held != null) {
            HomePart part = ofHeld(account, range, held);
            if (part != null) {
                return part;
            }
            // Outdated: the account's sources changed after the build, such as by a follow or an
            // unfollow.
            held = timelines.build(key, () -> newest(account));
            part = held == null ? null : ofHeld(account, range, held);
            if (part != null) {
                return part;
            }
        }
        return fromShards(account, range);
    }

    /** Reads the content for a build of the account's timeline from the shards. */
    private TimelineSnapshot newest(long account) {
        return shardReads.run(() -> {
            // The version is read first, so that a change during the build makes the timeline
            // outdated.
            long version = versions.of(account);
            HomeSources sources = HomeSources.of(account, accounts);
            FollowedAuthors following = sources.following();
            IdRange all = new IdRange(0, Long.MAX_VALUE, capacity, false);
            HomeTimelineQuery.Reading reading =
                    history.read(account, sources, following.pushed(), all);
            return new TimelineSnapshot(
                    reading.segment(),
                    new BuildVersion(
                            version, following.large(), sources.rules().bounded(MOST_RULES)),
                    following.authors(),
                    sources.withoutBoosts(),
                    reading.boosts(),
                    reading.isWhole());
        });
    }

    /** Completes the page of a cached timeline. Returns null when that timeline is outdated. */
    private @Nullable HomePart ofHeld(long account, IdRange range, CachedTimeline held) {
        TimelineSegment segment = held.segment();
        if (!held.basis().largeAuthors().isEmpty()) {
            for (TimelineSegment recent : largeAuthors.recentOf(held.basis().largeAuthors())) {
                segment = segment.merge(recent);
            }
        }
        List<TimelineEntry> entries = segment.page(range, part -> entriesFromShards(account, part));
        HomeCheck check = checks.of(account, rangeOf(entries, range), shown(entries));
        if (check.version() != held.basis().version()) {
            return null;
        }
        List<TimelineEntry> all = withOwn(account, range, entries, check, held.segment().floor());
        return part(account, range, entries, all, check, held.basis().rules());
    }

    /** Repeats the check when entries were added, so that the viewer's flags cover these too. */
    private HomePart part(
            long account,
            IdRange range,
            List<TimelineEntry> checked,
            List<TimelineEntry> all,
            HomeCheck check,
            FilterRules rules) {
        HomeCheck whole =
                all.equals(checked) ? check : checks.of(account, rangeOf(all, range), shown(all));
        return new HomePart(all, whole, rules);
    }

    private HomePart fromShards(long account, IdRange range) {
        return shardReads.run(() -> {
            HomeSources sources = HomeSources.of(account, accounts);
            HomeTimelineQuery.Reading reading =
                    history.read(account, sources, sources.following().authors(), range);
            List<TimelineEntry> entries = reading.segment().entries();
            HomeCheck check = checks.of(account, rangeOf(entries, range), shown(entries));
            List<TimelineEntry> all =
                    reading.isWhole() ? entries : withUnread(range, entries, check.own());
            return part(account, range, entries, all, check, sources.rules());
        });
    }

    /**
     * Adds the account's own statuses to the entries. They are missing when the account's shard was
     * ejected during the timeline query and answers by the time of the check.
     */
    static List<TimelineEntry> withUnread(
            IdRange range, List<TimelineEntry> entries, Map<Long, Long> own) {
        Set<Long> shown = shown(entries);
        List<TimelineEntry> all = new ArrayList<>(entries);
        own.forEach((id, boostOf) -> {
            TimelineEntry entry = new TimelineEntry(id, boostOf);
            if (!shown.contains(id) && !(entry.isBoost() && shown.contains(boostOf))) {
                all.add(entry);
            }
        });
        all.sort(TimelineEntry.NEWEST_FIRST);
        return range.cut(all);
    }

    private List<TimelineEntry> entriesFromShards(long account, IdRange range) {
        return shardReads.run(() -> {
            HomeSources sources = HomeSources.of(account, accounts);
            return history.read(account, sources, sources.following().authors(), range)
                    .segment()
                    .entries();
        });
    }

    /**
     * Adds the account's own statuses that have not been pushed to Redis yet. A boost that Redis
     * knows but does not show stays out: the timeline may show the boosted status already.
     */
    private List<TimelineEntry> withOwn(
            long account, IdRange range, List<TimelineEntry> entries, HomeCheck check, long floor) {
        Map<Long, Long> own = check.own();
        if (own.isEmpty()) {
            return entries;
        }
        Set<Long> there = HashSet.newHashSet(entries.size());
        entries.forEach(entry -> there.add(entry.id()));
        List<TimelineEntry> missing = new ArrayList<>();
        List<TimelineEntry> boosts = new ArrayList<>();
        own.forEach((id, boostOf) -> {
            if (!there.contains(id)) {
                TimelineEntry entry = new TimelineEntry(id, boostOf);
                if (!entry.isBoost()) {
                    missing.add(entry);
                } else if (id >= floor) {
                    boosts.add(entry);
                }
            }
        });
        if (!boosts.isEmpty()) {
            missing.addAll(lacking(account, boosts));
        }
        if (missing.isEmpty()) {
            return entries;
        }
        missing.addAll(entries);
        missing.sort(TimelineEntry.NEWEST_FIRST);
        return range.cut(missing);
    }

    /** Returns those of the boosts that Redis would show after a push. */
    private Set<TimelineEntry> lacking(long account, List<TimelineEntry> boosts) {
        Map<Long, StatusRow> originals =
                cache.byIds(boosts.stream().map(TimelineEntry::boostOf).toList());
        List<TimelinePush> pushes = new ArrayList<>();
        for (TimelineEntry boost : boosts) {
            StatusRow original = originals.get(boost.boostOf());
            if (original != null) {
                pushes.add(new TimelinePush(boost, account, original.accountId()));
            }
        }
        try {
            return pushes.isEmpty() ? Set.of() : store.lacking(TimelineKey.home(account), pushes);
        } catch (RedisUnavailableException e) {
            return Set.copyOf(boosts);
        }
    }

    /** The part of the range for which the entries are complete. */
    private static IdRange rangeOf(List<TimelineEntry> entries, IdRange range) {
        if (entries.size() < range.limit()) {
            return range;
        }
        return range.isAscending()
                ? new IdRange(range.above(), entries.getFirst().id() + 1, range.limit(), true)
                : new IdRange(entries.getLast().id() - 1, range.below(), range.limit(), false);
    }

    private static Set<Long> shown(List<TimelineEntry> entries) {
        Set<Long> shown = HashSet.newHashSet(2 * entries.size());
        for (TimelineEntry entry : entries) {
            shown.add(entry.id());
            if (entry.isBoost()) {
                shown.add(entry.boostOf());
            }
        }
        return shown;
    }
}
