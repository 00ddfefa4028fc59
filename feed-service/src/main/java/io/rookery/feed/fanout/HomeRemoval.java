package io.rookery.feed.fanout;

import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.cache.StatusCache;
import io.rookery.feed.event.FeedEvent;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.timeline.LargeAuthors;
import io.rookery.feed.timeline.TimelineEntry;
import io.rookery.feed.timeline.TimelineKey;
import io.rookery.feed.timeline.TimelineStore;
import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Takes a deleted status out of the timelines. No reader sees it as soon as its body is gone; that
 * its entries go as well keeps pages from having to skip them.
 */
@Component
class HomeRemoval implements OutboxHandler {

    private final StatusCache cache;
    private final Accounts accounts;
    private final Followers followers;
    private final TimelineStore timelines;
    private final LargeAuthors largeAuthors;
    private final FeedEvents events;
    private final FanoutSettings settings;

    HomeRemoval(
            StatusCache cache,
            Accounts accounts,
            Followers followers,
            TimelineStore timelines,
            LargeAuthors largeAuthors,
            FeedEvents events,
            FanoutSettings settings) {
        this.cache = cache;
        this.accounts = accounts;
        this.followers = followers;
        this.timelines = timelines;
        this.largeAuthors = largeAuthors;
        this.events = events;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return FeedEvent.HomeRemoval.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        FeedEvent.HomeRemoval removal = events.read(event, FeedEvent.HomeRemoval.class);
        Deadline.run(settings.within(), () -> remove(removal));
    }

    private void remove(FeedEvent.HomeRemoval removal) {
        long author = removal.authorId();
        TimelineEntry entry =
                new TimelineEntry(
                        removal.statusId(), removal.boostOf() == null ? 0 : removal.boostOf());
        cache.forget(removal.statusId());
        timelines.remove(List.of(TimelineKey.home(author), TimelineKey.PUBLIC), entry);
        if (accounts.byId(author).filter(Account::large).isPresent()) {
            largeAuthors.forget(author);
        } else {
            followers.forEachBatch(author, batch -> timelines.remove(batch, entry));
        }
    }
}
