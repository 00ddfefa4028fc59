package io.rookery.user.mute;

import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.user.feed.FeedClient;
import io.rookery.user.feed.FeedClient.RelationNotice;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells feed-service of mutes. */
@Component
final class MuteNewsHandler implements OutboxHandler {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final FeedClient feed;
    private final JsonMapper json;

    MuteNewsHandler(FeedClient feed, JsonMapper json) {
        this.feed = feed;
        this.json = json;
    }

    @Override
    public String kind() {
        return MuteNews.KIND;
    }

    @Override
    public void handle(OutboxEvent event) {
        MuteNews news = json.readValue(event.payload(), MuteNews.class);
        Deadline.run(
                LIMIT,
                () ->
                        feed.relationChanged(
                                RelationNotice.of(
                                        news.accountId(),
                                        news.otherId(),
                                        news.active() ? "mute" : "unmute")));
    }
}
