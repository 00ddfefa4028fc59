package io.rookery.user.feed;

import io.rookery.user.event.EventHandler;
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
        feed.relationChanged(FeedClient.notice(news.accountId(), news.otherId(), news.kind()));
    }
}
