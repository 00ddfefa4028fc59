package io.rookery.feed.fanout;

import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.account.Accounts.FollowersPage;
import io.rookery.feed.cache.StatusCache;
import io.rookery.feed.event.FeedEvent;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.timeline.LargeAuthors;
import io.rookery.feed.timeline.TimelineEntry;
import io.rookery.feed.timeline.TimelineKey;
import io.rookery.feed.timeline.TimelineStore;
import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Handles home removal events: removes a deleted status from the timelines. Readers no longer see
 * the status once its body is gone from the cache. Removing its entries saves pages from skipping
 * them.
 */
@Component
class HomeRemovalHandler implements OutboxHandler {

    private final StatusCache cache;
    private final Accounts accounts;
    private final Followers followers;
    private final TimelineStore timelines;
    private final LargeAuthors largeAuthors;
    private final DirectStatuses directStatuses;
    private final FeedEvents events;
    private final FanoutSettings settings;

    HomeRemovalHandler(
            StatusCache cache,
            Accounts accounts,
            Followers followers,
            TimelineStore timelines,
            LargeAuthors largeAuthors,
            DirectStatuses directStatuses,
            FeedEvents events,
            FanoutSettings settings) {
        this.cache = cache;
        this.accounts = accounts;
        this.followers = followers;
        this.timelines = timelines;
        this.largeAuthors = largeAuthors;
        this.directStatuses = directStatuses;
        this.events = events;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return FeedEvent.HomeRemoval.KIND;
    }

    @Override
    public boolean isAble() {
        return timelines.takesWrites();
    }

    @Override
    public void handle(OutboxEvent event) {
        FeedEvent.HomeRemoval removal = events.read(event, FeedEvent.HomeRemoval.class);
        Deadline.run(settings.within(), () -> remove(removal));
    }

    private void remove(FeedEvent.HomeRemoval removal) {
        List<Long> mentioned = removal.mentioned();
        if (mentioned != null) {
            // First, as it does not depend on Redis.
            directStatuses.remove(mentioned, removal.statusId());
        }
        TimelineEntry entry =
                new TimelineEntry(
                        removal.statusId(), removal.boostOf() == null ? 0 : removal.boostOf());
        boolean isLarge =
                removal.after() == null
                        && accounts.byId(removal.authorId()).filter(Account::large).isPresent();
        if (isLarge) {
            largeAuthors.forget(removal.authorId());
        }
        FollowersPage page =
                isLarge || mentioned != null
                        ? FollowersPage.EMPTY
                        : followers.page(removal.authorId(), removal.after());
        removeFrom(page, entry, removal);
    }

    private void removeFrom(
            FollowersPage page, TimelineEntry entry, FeedEvent.HomeRemoval removal) {
        @Nullable Long next = Boolean.TRUE.equals(removal.alone()) ? null : page.next();
        followers.workOffPage(
                Ids.slotOf(entry.id()),
                () -> {
                    if (removal.after() == null) {
                        removeFirst(entry, removal);
                    }
                    followers.forEachBatch(page, batch -> timelines.remove(batch, entry));
                },
                removal.page(),
                next == null ? null : removal.from(next));
    }

    private void removeFirst(TimelineEntry entry, FeedEvent.HomeRemoval removal) {
        cache.forget(removal.statusId());
        List<TimelineKey> shown = new ArrayList<>();
        shown.add(TimelineKey.home(removal.authorId()));
        shown.add(TimelineKey.PUBLIC);
        if (removal.mentioned() != null) {
            removal.mentioned().forEach(account -> shown.add(TimelineKey.home(account)));
        }
        timelines.remove(shown, entry);
    }
}
