package io.rookery.feed.tag;

import io.rookery.api.text.Hashtags;
import io.rookery.feed.event.FeedEvent.TagIndex;
import io.rookery.feed.event.FeedEvents;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import org.springframework.stereotype.Component;

/**
 * Adds a status to the index of a hashtag, or removes it. Statuses from before the length limit may
 * have longer hashtags, which are not indexed.
 */
@Component
class TagIndexHandler implements OutboxHandler {

    private final Tags tags;
    private final FeedEvents events;

    TagIndexHandler(Tags tags, FeedEvents events) {
        this.tags = tags;
        this.events = events;
    }

    @Override
    public String kind() {
        return TagIndex.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        TagIndex index = events.read(event, TagIndex.class);
        if (Hashtags.isKept(index.tag())) {
            tags.apply(index);
        }
    }
}
