package io.rookery.feed.fanout;

import io.rookery.feed.account.Accounts;
import io.rookery.feed.account.Accounts.FollowersPage;
import io.rookery.feed.timeline.TimelineKey;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The home timelines of an author's followers, a batch at a time. */
@Component
class Followers {

    private static final int PAGE = 1000;

    private final Accounts accounts;
    private final int batch;

    Followers(Accounts accounts, FanoutSettings settings) {
        this.accounts = accounts;
        this.batch = settings.batch();
    }

    /** Runs the work for each batch, one after the other. */
    void forEachBatch(long author, Consumer<List<TimelineKey>> work) {
        forEachBatch(author, work, _ -> {});
    }

    /**
     * The same.
     *
     * @param news told those who want a notification of each status
     */
    void forEachBatch(long author, Consumer<List<TimelineKey>> work, Consumer<List<Long>> news) {
        @Nullable Long after = null;
        do {
            FollowersPage page = accounts.followersOf(author, after, PAGE);
            List<TimelineKey> timelines = page.ids().stream().map(TimelineKey::home).toList();
            for (int from = 0; from < timelines.size(); from += batch) {
                work.accept(timelines.subList(from, Math.min(from + batch, timelines.size())));
            }
            news.accept(page.notifying());
            after = page.next();
        } while (after != null);
    }

    /** Those who want a notification of each status, a page at a time. */
    void forEachNotifying(long author, Consumer<List<Long>> news) {
        @Nullable Long after = null;
        do {
            FollowersPage page = accounts.notifyingFollowersOf(author, after, PAGE);
            news.accept(page.notifying());
            after = page.next();
        } while (after != null);
    }
}
