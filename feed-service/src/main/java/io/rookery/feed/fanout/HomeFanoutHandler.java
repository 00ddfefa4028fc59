package io.rookery.feed.fanout;

import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.account.Accounts.FollowersPage;
import io.rookery.feed.cache.StatusCache;
import io.rookery.feed.event.FeedEvent;
import io.rookery.feed.event.FeedEvent.DirectDelivery;
import io.rookery.feed.event.FeedEvent.HomeFanout.Part;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.event.FurtherEvents;
import io.rookery.feed.notification.NewStatusNotifications;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Visibility;
import io.rookery.feed.status.store.Statuses;
import io.rookery.feed.timeline.LargeAuthors;
import io.rookery.feed.timeline.TimelineEntry;
import io.rookery.feed.timeline.TimelineKey;
import io.rookery.feed.timeline.TimelinePush;
import io.rookery.feed.timeline.TimelineStore;
import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Handles home fan-out events: pushes a new status into the home timelines of its author and of the
 * author's followers. Two further tasks need writes to the shards: the delivery of a direct status
 * to those that it mentions, and notifications of followers who want one of each status. They get
 * events of their own before anything is pushed, so that neither waits for the other. Most statuses
 * have no such task, and at most one page of followers.
 */
@Component
class HomeFanoutHandler implements OutboxHandler {

    private final Statuses statuses;
    private final StatusCache cache;
    private final Accounts accounts;
    private final Followers followers;
    private final TimelineStore timelines;
    private final LargeAuthors largeAuthors;
    private final LargeAuthorInvalidation largeAuthorNews;
    private final FeedEvents events;
    private final FurtherEvents further;
    private final FanoutSettings settings;

    HomeFanoutHandler(
            Statuses statuses,
            StatusCache cache,
            Accounts accounts,
            Followers followers,
            TimelineStore timelines,
            LargeAuthors largeAuthors,
            LargeAuthorInvalidation largeAuthorNews,
            FeedEvents events,
            FurtherEvents further,
            FanoutSettings settings) {
        this.statuses = statuses;
        this.cache = cache;
        this.accounts = accounts;
        this.followers = followers;
        this.timelines = timelines;
        this.largeAuthors = largeAuthors;
        this.largeAuthorNews = largeAuthorNews;
        this.events = events;
        this.further = further;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return FeedEvent.HomeFanout.KIND;
    }

    @Override
    public boolean isAble() {
        return timelines.takesWrites();
    }

    @Override
    public void handle(OutboxEvent event) {
        FeedEvent.HomeFanout fanout = events.read(event, FeedEvent.HomeFanout.class);
        Deadline.run(settings.within(), () -> bring(fanout));
    }

    private void bring(FeedEvent.HomeFanout fanout) {
        Optional<StatusRow> published = statuses.byId(fanout.statusId());
        if (published.isEmpty()) {
            return; // deleted in the meantime
        }
        StatusRow status = published.get();
        boolean isDirect = status.visibility() == Visibility.DIRECT;
        boolean isLarge =
                !isDirect
                        && fanout.after() == null // a fan-out by pages ends as one
                        && accounts.byId(status.accountId()).filter(Account::large).isPresent();
        FollowersPage page =
                isDirect || isLarge
                        ? FollowersPage.EMPTY
                        : followers.page(status.accountId(), fanout.after());
        if (fanout.part() == null) {
            List<FeedEvent> others = toTheShards(status, isLarge, page);
            if (!others.isEmpty()) {
                others.add(fanout.timelines());
                further.leave(status.slot(), others);
                return;
            }
        }
        TimelinePush push = push(status);
        if (push == null) {
            return; // a boost of a deleted status
        }
        pushTo(page, push, fanout, isLarge);
    }

    /** Creates the events for the writes to the shards, which do not need Redis. */
    private List<FeedEvent> toTheShards(StatusRow status, boolean isLarge, FollowersPage page) {
        List<FeedEvent> others = new ArrayList<>();
        long author = status.accountId();
        if (status.visibility() == Visibility.DIRECT) {
            status.mentions().stream()
                    .filter(mention -> mention.accountId() != author)
                    .map(mention -> new DirectDelivery(status.id(), author, mention.accountId()))
                    .forEach(others::add);
        } else if (NewStatusNotifications.isNews(status)
                && (!page.notifying().isEmpty()
                        || ((isLarge || page.next() != null)
                                && followers.isAnyNotifying(author)))) {
            others.add(new FeedEvent.StatusNews(status.id(), author, null, false));
        }
        return others;
    }

    private void pushTo(
            FollowersPage page, TimelinePush push, FeedEvent.HomeFanout fanout, boolean isLarge) {
        @Nullable Long next = fanout.part() == Part.PAGE ? null : page.next();
        followers.workOffPage(
                Ids.slotOf(push.entry().id()),
                () -> {
                    if (fanout.after() == null) {
                        pushFirst(push, isLarge);
                    }
                    followers.forEachBatch(page, batch -> timelines.push(batch, push));
                },
                fanout.page(),
                next == null ? null : fanout.from(next));
    }

    private void pushFirst(TimelinePush push, boolean isLarge) {
        if (isLarge) {
            largeAuthors.forget(push.author());
        }
        timelines.push(List.of(TimelineKey.home(push.author())), push);
        if (isLarge) {
            largeAuthorNews.spread(push.author());
        }
    }

    /**
     * Returns the entry to push, or null for a boost of a deleted status. When the shard of the
     * boosted status does not answer, this throws and the event is retried.
     */
    private @Nullable TimelinePush push(StatusRow status) {
        Long boostOf = status.boostOfId();
        if (boostOf == null) {
            return new TimelinePush(TimelineEntry.of(status.id()), status.accountId(), 0);
        }
        StatusRow known = cache.byIds(List.of(boostOf)).get(boostOf);
        StatusRow original = known != null ? known : statuses.byId(boostOf).orElse(null);
        return original == null
                ? null
                : new TimelinePush(
                        new TimelineEntry(status.id(), boostOf),
                        status.accountId(),
                        original.accountId());
    }
}
