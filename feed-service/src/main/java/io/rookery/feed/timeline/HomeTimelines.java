package io.rookery.feed.timeline;

import io.rookery.feed.account.Accounts;
import io.rookery.feed.cache.RedisUnavailableException;
import io.rookery.feed.cache.StatusCache;
import io.rookery.feed.status.StatusRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Home timelines: from Redis where they are whole and not outdated, otherwise from the shards, and
 * below the part that Redis holds always from the shards. The viewer's own shard has the last word
 * on whom they show and on what the viewer has published.
 */
class HomeTimelines {

    /** More of them are asked for with each page: every reading would carry them along. */
    private static final int MOST_RULES = 300;

    private final TimelineStore store;
    private final Builds builds;
    private final HomeHistory history;
    private final HomeChecks checks;
    private final HomeVersions versions;
    private final LargeAuthors largeAuthors;
    private final StatusCache cache;
    private final Accounts accounts;
    private final ShardReads shardReads;
    private final int capacity;

    HomeTimelines(
            TimelineStore store,
            HomeHistory history,
            HomeChecks checks,
            HomeVersions versions,
            LargeAuthors largeAuthors,
            StatusCache cache,
            Accounts accounts,
            ShardReads shardReads,
            TimelineSettings settings) {
        this.store = store;
        this.builds = new Builds(store);
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
     * @param entries all that the window shows, newest first
     * @param rules as far as they are known here
     */
    record HomePart(List<TimelineEntry> entries, HomeCheck check, Rules rules) {}

    /** What the window shows of the account's home timeline. */
    HomePart read(long account, Window window) {
        @Nullable Held held = held(account, window);
        if (held != null) {
            HomePart part = ofHeld(account, window, held);
            if (part != null) {
                return part;
            }
            // It was built before the account has followed or left somebody.
            held = built(account);
            part = held == null ? null : ofHeld(account, window, held);
            if (part != null) {
                return part;
            }
        }
        return fromShards(account, window);
    }

    private @Nullable Held held(long account, Window window) {
        try {
            Held held = store.read(TimelineKey.home(account), window);
            return held != null ? held : built(account);
        } catch (RedisUnavailableException e) {
            return null;
        }
    }

    /** The timeline, built anew; null while Redis is away. */
    private @Nullable Held built(long account) {
        try {
            return builds.build(TimelineKey.home(account), () -> newest(account));
        } catch (RedisUnavailableException e) {
            return null;
        }
    }

    /** What Redis is to hold of the account's timeline. */
    private Content newest(long account) {
        return shardReads.run(() -> {
            // First, so that what changes meanwhile makes the timeline outdated.
            long version = versions.of(account);
            HomeSources sources = HomeSources.of(account, accounts);
            Following following = sources.following();
            Window all = new Window(0, Long.MAX_VALUE, capacity, false);
            HomeHistory.Reading reading = history.read(account, sources, following.pushed(), all);
            return new Content(
                    reading.stretch(),
                    new Basis(version, following.large(), sources.rules().bounded(MOST_RULES)),
                    following.authors(),
                    sources.withoutBoosts(),
                    reading.boosts(),
                    reading.isWhole());
        });
    }

    /** Null when the timeline is outdated. */
    private @Nullable HomePart ofHeld(long account, Window window, Held held) {
        Stretch stretch = held.stretch();
        if (!held.basis().largeAuthors().isEmpty()) {
            for (Stretch recent : largeAuthors.recentOf(held.basis().largeAuthors())) {
                stretch = stretch.merge(recent);
            }
        }
        List<TimelineEntry> entries =
                stretch.page(window, part -> entriesFromShards(account, part));
        HomeCheck check = checks.of(account, rangeOf(entries, window), shown(entries));
        if (check.version() != held.basis().version()) {
            return null;
        }
        List<TimelineEntry> all = withOwn(account, window, entries, check, held.stretch().floor());
        return part(account, window, entries, all, check, held.basis().rules());
    }

    /** What the viewer has done with what Redis lacked is asked for as well. */
    private HomePart part(
            long account,
            Window window,
            List<TimelineEntry> checked,
            List<TimelineEntry> all,
            HomeCheck check,
            Rules rules) {
        HomeCheck whole =
                all.equals(checked) ? check : checks.of(account, rangeOf(all, window), shown(all));
        return new HomePart(all, whole, rules);
    }

    private HomePart fromShards(long account, Window window) {
        return shardReads.run(() -> {
            HomeSources sources = HomeSources.of(account, accounts);
            HomeHistory.Reading reading =
                    history.read(account, sources, sources.following().authors(), window);
            List<TimelineEntry> entries = reading.stretch().entries();
            HomeCheck check = checks.of(account, rangeOf(entries, window), shown(entries));
            List<TimelineEntry> all =
                    reading.isWhole() ? entries : withUnread(window, entries, check.own());
            return part(account, window, entries, all, check, sources.rules());
        });
    }

    /**
     * The entries with what the account has published, when its shard was passed over a moment ago
     * and answers by now.
     */
    static List<TimelineEntry> withUnread(
            Window window, List<TimelineEntry> entries, Map<Long, Long> own) {
        Set<Long> shown = shown(entries);
        List<TimelineEntry> all = new ArrayList<>(entries);
        own.forEach((id, boostOf) -> {
            TimelineEntry entry = new TimelineEntry(id, boostOf);
            if (!shown.contains(id) && !(entry.isBoost() && shown.contains(boostOf))) {
                all.add(entry);
            }
        });
        all.sort(TimelineEntry.NEWEST_FIRST);
        return window.cut(all);
    }

    private List<TimelineEntry> entriesFromShards(long account, Window window) {
        return shardReads.run(() -> {
            HomeSources sources = HomeSources.of(account, accounts);
            return history.read(account, sources, sources.following().authors(), window)
                    .stretch()
                    .entries();
        });
    }

    /**
     * The entries with what the account has published since and Redis has not been told. A boost
     * that it has been told may be left out for good reason.
     */
    private List<TimelineEntry> withOwn(
            long account, Window window, List<TimelineEntry> entries, HomeCheck check, long floor) {
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
        return window.cut(missing);
    }

    /** Those of the boosts that Redis would show, had it been told of them. */
    private Set<TimelineEntry> lacking(long account, List<TimelineEntry> boosts) {
        Map<Long, StatusRow> originals =
                cache.byIds(boosts.stream().map(TimelineEntry::boostOf).toList());
        List<Push> pushes = new ArrayList<>();
        for (TimelineEntry boost : boosts) {
            StatusRow original = originals.get(boost.boostOf());
            if (original != null) {
                pushes.add(new Push(boost, account, original.accountId()));
            }
        }
        try {
            return pushes.isEmpty() ? Set.of() : store.lacking(TimelineKey.home(account), pushes);
        } catch (RedisUnavailableException e) {
            return Set.copyOf(boosts);
        }
    }

    /** The part of the window that the entries are all of. */
    private static Window rangeOf(List<TimelineEntry> entries, Window window) {
        if (entries.size() < window.limit()) {
            return window;
        }
        return window.isAscending()
                ? new Window(window.above(), entries.getFirst().id() + 1, window.limit(), true)
                : new Window(entries.getLast().id() - 1, window.below(), window.limit(), false);
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
