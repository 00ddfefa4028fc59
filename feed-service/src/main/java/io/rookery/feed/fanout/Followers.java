package io.rookery.feed.fanout;

import io.rookery.feed.account.Accounts;
import io.rookery.feed.account.Accounts.FollowersPage;
import io.rookery.feed.event.FeedEvent;
import io.rookery.feed.event.FurtherEvents;
import io.rookery.feed.redis.RedisUnavailableException;
import io.rookery.feed.timeline.TimelineKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pages through an author's followers for the fan-out handlers. */
@Component
class Followers {

    private final Accounts accounts;
    private final FurtherEvents further;
    private final FanoutSettings settings;

    Followers(Accounts accounts, FurtherEvents further, FanoutSettings settings) {
        this.accounts = accounts;
        this.further = further;
        this.settings = settings;
    }

    /**
     * Requests a page of followers.
     *
     * @param after the cursor {@code next} of the previous page; null for the first page
     */
    FollowersPage page(long author, @Nullable Long after) {
        return accounts.followersOf(author, after, settings.page());
    }

    /** Requests a page of the followers who want a notification of each status. */
    FollowersPage notifyingPage(long author, @Nullable Long after) {
        return accounts.notifyingFollowersOf(author, after, settings.newsPage());
    }

    /** Whether any follower wants a notification of each status. */
    boolean isAnyNotifying(long author) {
        return !accounts.notifyingFollowersOf(author, null, 1).notifying().isEmpty();
    }

    /** Runs the work for the home timelines of the page, in batches. */
    void forEachBatch(FollowersPage page, Consumer<List<TimelineKey>> work) {
        List<TimelineKey> timelines = page.ids().stream().map(TimelineKey::home).toList();
        for (int from = 0; from < timelines.size(); from += settings.batch()) {
            work.accept(
                    timelines.subList(from, Math.min(from + settings.batch(), timelines.size())));
        }
    }

    /**
     * Does the work of a page and leaves the next page to another event. A page that Redis does not
     * take gets an event of its own and is retried, without delaying the other pages.
     *
     * @param slot the slot whose outbox stores the events
     * @param again an event for this page alone
     * @param next an event for the next pages; null when there are none
     * @throws RedisUnavailableException when Redis does not take the last page
     */
    void workOffPage(int slot, Runnable work, FeedEvent again, @Nullable FeedEvent next) {
        List<FeedEvent> left = new ArrayList<>();
        try {
            work.run();
        } catch (RedisUnavailableException e) {
            if (next == null) {
                throw e;
            }
            left.add(again);
        }
        if (next != null) {
            left.add(next);
        }
        further.leave(slot, left);
    }
}
