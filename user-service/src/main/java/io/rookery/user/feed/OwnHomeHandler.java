package io.rookery.user.feed;

import io.rookery.user.event.EventHandler;
import io.rookery.user.feed.FeedClient.RelationNotice;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Notifies feed-service that an account's own home timeline is outdated. */
@Component
final class OwnHomeHandler extends EventHandler<OwnHomeNews> {

    private final FeedClient feed;

    OwnHomeHandler(FeedClient feed, JsonMapper json) {
        super(OwnHomeNews.KIND, OwnHomeNews.class, json);
        this.feed = feed;
    }

    @Override
    protected void carryOut(OwnHomeNews news) {
        feed.relationChanged(RelationNotice.of(news.accountId(), news.otherId(), news.kind()));
    }
}
