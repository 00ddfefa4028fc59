package io.rookery.feed.fanout;

import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.cache.StatusCache;
import io.rookery.feed.event.FeedEvent;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.notification.StatusNews;
import io.rookery.feed.status.Mention;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Statuses;
import io.rookery.feed.status.Visibility;
import io.rookery.feed.timeline.LargeAuthors;
import io.rookery.feed.timeline.Push;
import io.rookery.feed.timeline.TimelineEntry;
import io.rookery.feed.timeline.TimelineKey;
import io.rookery.feed.timeline.TimelineStore;
import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Pushes a new status into the home timelines of its author and of those who follow them; a direct
 * one into those of the mentioned instead.
 */
@Component
class HomeFanout implements OutboxHandler {

    private final Statuses statuses;
    private final StatusCache cache;
    private final Accounts accounts;
    private final Followers followers;
    private final TimelineStore timelines;
    private final LargeAuthors largeAuthors;
    private final LargeAuthorNews largeAuthorNews;
    private final DirectStatuses directStatuses;
    private final StatusNews news;
    private final FeedEvents events;
    private final FanoutSettings settings;

    HomeFanout(
            Statuses statuses,
            StatusCache cache,
            Accounts accounts,
            Followers followers,
            TimelineStore timelines,
            LargeAuthors largeAuthors,
            LargeAuthorNews largeAuthorNews,
            DirectStatuses directStatuses,
            StatusNews news,
            FeedEvents events,
            FanoutSettings settings) {
        this.statuses = statuses;
        this.cache = cache;
        this.accounts = accounts;
        this.followers = followers;
        this.timelines = timelines;
        this.largeAuthors = largeAuthors;
        this.largeAuthorNews = largeAuthorNews;
        this.directStatuses = directStatuses;
        this.news = news;
        this.events = events;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return FeedEvent.HomeFanout.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        FeedEvent.HomeFanout fanout = events.read(event, FeedEvent.HomeFanout.class);
        Deadline.run(settings.within(), () -> push(fanout.statusId()));
    }

    private void push(long statusId) {
        Optional<StatusRow> published = statuses.byId(statusId);
        if (published.isEmpty()) {
            return; // deleted in the meantime
        }
        StatusRow status = published.get();
        TimelineEntry entry =
                new TimelineEntry(status.id(), status.boostOfId() == null ? 0 : status.boostOfId());
        long originalAuthor = 0;
        if (status.boostOfId() != null) {
            StatusRow original = original(status.boostOfId());
            if (original == null) {
                return; // its boosts are being taken back
            }
            originalAuthor = original.accountId();
        }
        Push push = new Push(entry, status.accountId(), originalAuthor);
        timelines.push(List.of(TimelineKey.home(status.accountId())), push);
        if (status.visibility() == Visibility.DIRECT) {
            pushToMentioned(status, entry);
        } else if (accounts.byId(status.accountId()).filter(Account::large).isPresent()) {
            largeAuthors.forget(status.accountId());
            largeAuthorNews.spread(status.accountId());
            if (StatusNews.isNews(status)) {
                followers.forEachNotifying(status.accountId(), some -> news.tell(status, some));
            }
        } else {
            followers.forEachBatch(
                    status.accountId(),
                    batch -> timelines.push(batch, push),
                    some -> {
                        if (StatusNews.isNews(status)) {
                            news.tell(status, some);
                        }
                    });
        }
    }

    /** Null when it is deleted; what a shard does not say is tried again. */
    private @Nullable StatusRow original(long id) {
        StatusRow known = cache.byIds(List.of(id)).get(id);
        return known != null ? known : statuses.byId(id).orElse(null);
    }

    private void pushToMentioned(StatusRow status, TimelineEntry entry) {
        for (Mention mention : status.mentions()) {
            if (mention.accountId() != status.accountId()) {
                directStatuses.add(mention.accountId(), status.id());
                timelines.push(
                        List.of(TimelineKey.home(mention.accountId())), Push.toAnybody(entry));
            }
        }
    }
}
