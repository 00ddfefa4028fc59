package io.rookery.feed.timeline;

import io.rookery.feed.account.Accounts;
import io.rookery.feed.cache.RedisUnavailableException;
import io.rookery.feed.timeline.TimelineStore.Held;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Home timelines: from Redis where they are whole, otherwise from the shards, and below the part
 * that Redis holds always from the shards.
 */
class HomeTimelines {

    private final TimelineStore store;
    private final Builds builds;
    private final HomeHistory history;
    private final LargeAuthors largeAuthors;
    private final Accounts accounts;
    private final ShardReads shardReads;
    private final int capacity;

    HomeTimelines(
            TimelineStore store,
            HomeHistory history,
            LargeAuthors largeAuthors,
            Accounts accounts,
            ShardReads shardReads,
            TimelineSettings settings) {
        this.store = store;
        this.builds = new Builds(store);
        this.history = history;
        this.largeAuthors = largeAuthors;
        this.accounts = accounts;
        this.shardReads = shardReads;
        this.capacity = settings.capacity();
    }

    /** The entries of the account's home timeline that the window shows, newest first. */
    List<TimelineEntry> read(long account, Window window) {
        @Nullable Held held = held(account, window);
        if (held == null) {
            return fromShards(account, window);
        }
        Stretch stretch = held.stretch();
        if (!held.largeAuthors().isEmpty()) {
            for (Stretch recent : largeAuthors.recentOf(held.largeAuthors())) {
                stretch = stretch.merge(recent);
            }
        }
        return stretch.page(window, part -> fromShards(account, part));
    }

    /** What Redis holds of the window, after a build if need be; null while Redis is away. */
    private @Nullable Held held(long account, Window window) {
        TimelineKey key = TimelineKey.home(account);
        try {
            Held held = store.read(key, window);
            return held != null ? held : builds.build(key, () -> newest(account));
        } catch (RedisUnavailableException e) {
            return null;
        }
    }

    /** What Redis is to hold of the account's timeline. */
    private Held newest(long account) {
        return shardReads.run(() -> {
            Following following = Following.of(account, accounts);
            Window all = new Window(0, Long.MAX_VALUE, capacity, false);
            return new Held(
                    history.read(account, following, following.pushed(), all), following.large());
        });
    }

    private List<TimelineEntry> fromShards(long account, Window window) {
        return shardReads.run(() -> {
            Following following = Following.of(account, accounts);
            return history.read(account, following, following.authors(), window).entries();
        });
    }
}
