package io.rookery.feed.fanout;

import io.rookery.feed.account.Accounts.FollowersPage;
import io.rookery.feed.event.FeedEvent;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.event.FurtherEvents;
import io.rookery.feed.notification.NewStatusNotifications;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.Statuses;
import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Handles status news events: notifies followers who want a notification of each status, one page
 * for each event. A page that fails gets an event of its own and is retried, without delaying the
 * other pages.
 */
@Component
class NewStatusNotificationHandler implements OutboxHandler {

    private static final Logger log = LoggerFactory.getLogger(NewStatusNotificationHandler.class);

    /** Longest time that a page may delay the next one, such as while a shard is down. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Statuses statuses;
    private final Followers followers;
    private final NewStatusNotifications news;
    private final FeedEvents events;
    private final FurtherEvents further;
    private final FanoutSettings settings;

    NewStatusNotificationHandler(
            Statuses statuses,
            Followers followers,
            NewStatusNotifications news,
            FeedEvents events,
            FurtherEvents further,
            FanoutSettings settings) {
        this.statuses = statuses;
        this.followers = followers;
        this.news = news;
        this.events = events;
        this.further = further;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return FeedEvent.StatusNews.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        FeedEvent.StatusNews told = events.read(event, FeedEvent.StatusNews.class);
        Deadline.run(settings.within(), () -> tell(told));
    }

    private void tell(FeedEvent.StatusNews told) {
        Optional<StatusRow> published = statuses.byId(told.statusId());
        if (published.isEmpty()) {
            return; // deleted in the meantime
        }
        StatusRow status = published.get();
        long author = told.authorId();
        FollowersPage page = followers.notifyingPage(author, told.after());
        @Nullable Long next = told.alone() ? null : page.next();
        List<FeedEvent> left = new ArrayList<>();
        if (next == null) {
            news.tell(status, page.notifying());
            return;
        }
        try {
            Deadline.run(PATIENCE, () -> news.tell(status, page.notifying()));
        } catch (RuntimeException e) {
            log.info("Some followers could not be notified of a status; this is retried", e);
            left.add(new FeedEvent.StatusNews(status.id(), author, told.after(), true));
        }
        left.add(new FeedEvent.StatusNews(status.id(), author, next, false));
        further.leave(status.slot(), left);
    }
}
