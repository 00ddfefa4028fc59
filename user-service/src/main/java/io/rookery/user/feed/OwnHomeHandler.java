package io.rookery.user.feed;

import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.user.feed.FeedClient.RelationNotice;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells feed-service whose own home timeline is outdated. */
@Component
final class OwnHomeHandler implements OutboxHandler {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final FeedClient feed;
    private final JsonMapper json;

    OwnHomeHandler(FeedClient feed, JsonMapper json) {
        this.feed = feed;
        this.json = json;
    }

    @Override
    public String kind() {
        return OwnHomeNews.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        OwnHomeNews news = json.readValue(event.payload(), OwnHomeNews.class);
        Deadline.run(
                LIMIT,
                () ->
                        feed.relationChanged(
                                RelationNotice.of(news.accountId(), news.otherId(), news.kind())));
    }
}
