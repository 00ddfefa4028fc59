package io.rookery.feed.status.store;

import io.rookery.feed.event.FeedEvent;
import io.rookery.feed.event.FeedEvent.BoostApplied;
import io.rookery.feed.event.FeedEvent.HomeFanout;
import io.rookery.feed.event.FeedEvent.HomeRemoval;
import io.rookery.feed.event.FeedEvent.Notify;
import io.rookery.feed.event.FeedEvent.NotifyUndone;
import io.rookery.feed.event.FeedEvent.OriginalRemoval;
import io.rookery.feed.event.FeedEvent.PublicFanout;
import io.rookery.feed.event.FeedEvent.ReplyApplied;
import io.rookery.feed.event.FeedEvent.StatusCount;
import io.rookery.feed.event.FeedEvent.TagIndex;
import io.rookery.feed.event.FeedEvents;
import io.rookery.feed.status.Mention;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Visibility;
import io.rookery.shard.outbox.OutboxEvent;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Creates the outbox events for statuses that are published or removed. */
@Component
public class StatusEvents {

    private final FeedEvents events;

    public StatusEvents(FeedEvents events) {
        this.events = events;
    }

    /**
     * The events of a publication, also that of a boost. A boost's edge has the boost's id as
     * version.
     */
    public List<OutboxEvent> published(StatusRow row) {
        List<FeedEvent> all = new ArrayList<>();
        if (row.boostOfId() != null) {
            all.add(new BoostApplied(row.boostOfId(), row.accountId(), true, row.id()));
        }
        all.add(new HomeFanout(row.id(), row.accountId(), row.boostOfId()));
        if (row.isForPublicTimeline()) {
            all.add(new PublicFanout(row.id()));
        }
        for (Mention mention : row.mentions()) {
            if (mention.accountId() != row.accountId()) {
                all.add(
                        new Notify(
                                mention.accountId(),
                                "mention",
                                row.accountId(),
                                row.id(),
                                row.id()));
            }
        }
        addEdges(all, row, false);
        return of(row, all);
    }

    /**
     * The events of a removal.
     *
     * @param version of the removal, greater than the status' id
     */
    List<OutboxEvent> removed(StatusRow row, long version) {
        List<FeedEvent> all = new ArrayList<>();
        if (row.boostOfId() != null) {
            all.add(new BoostApplied(row.boostOfId(), row.accountId(), false, version));
        }
        if (row.counts().boosts() > 0) {
            all.add(new OriginalRemoval(row.id(), Long.MAX_VALUE));
        }
        List<Long> mentioned =
                row.mentions().stream()
                        .map(Mention::accountId)
                        .filter(account -> account != row.accountId())
                        .toList();
        all.add(
                new HomeRemoval(
                        row.id(),
                        row.accountId(),
                        row.boostOfId(),
                        row.visibility() == Visibility.DIRECT ? mentioned : null));
        for (long account : mentioned) {
            all.add(new NotifyUndone(account, "mention", row.accountId(), row.id(), version));
        }
        addEdges(all, row, true);
        return of(row, all);
    }

    private static void addEdges(List<FeedEvent> all, StatusRow row, boolean remove) {
        if (row.visibility() == Visibility.PUBLIC) {
            for (String tag : row.content().tags()) {
                all.add(new TagIndex(tag, row.id(), row.accountId(), remove));
            }
        }
        if (row.replyTo() != null) {
            boolean counted = row.visibility().isForEverybody();
            all.add(new ReplyApplied(row.replyTo().id(), row.id(), counted, remove));
        }
        all.add(new StatusCount(row.accountId()));
    }

    private List<OutboxEvent> of(StatusRow row, List<FeedEvent> all) {
        return all.stream().map(event -> events.in(row.slot(), event)).toList();
    }
}
