package io.rookery.user.mute;

import io.rookery.user.event.EventHandler;
import io.rookery.user.feed.FeedClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Notifies feed-service of mutes. */
@Component
final class MuteNewsHandler extends EventHandler<MuteNews> {

    private final FeedClient feed;

    MuteNewsHandler(FeedClient feed, JsonMapper json) {
        super(MuteNews.KIND, MuteNews.class, json);
        this.feed = feed;
    }

    @Override
    protected void carryOut(MuteNews news) {
        feed.relationChanged(
                FeedClient.notice(
                        news.accountId(), news.otherId(), news.active() ? "mute" : "unmute"));
    }
}
