package io.rookery.feed.timeline;

import io.rookery.feed.event.FeedEvent;
import io.rookery.feed.event.FeedEvents;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.util.List;
import org.springframework.stereotype.Component;

/** Adds public statuses to the public timeline. */
@Component
class PublicFanout implements OutboxHandler {

    private final TimelineStore timelines;
    private final FeedEvents events;

    PublicFanout(TimelineStore timelines, FeedEvents events) {
        this.timelines = timelines;
        this.events = events;
    }

    @Override
    public String kind() {
        return FeedEvent.PublicFanout.KIND;
    }

    @Override
    public boolean isAble() {
        return timelines.takesWrites();
    }

    @Override
    public void handle(OutboxEvent event) {
        FeedEvent.PublicFanout payload = events.read(event, FeedEvent.PublicFanout.class);
        timelines.push(
                List.of(TimelineKey.PUBLIC),
                TimelinePush.toAnybody(TimelineEntry.of(payload.statusId())));
    }
}
