package io.rookery.feed.status.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.Api;
import io.rookery.feed.Feed;
import io.rookery.feed.FeedInstance;
import io.rookery.shard.id.Ids;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tests replies with a larger audience than the status that they answer. */
@ExtendWith(Feed.Extension.class)
class ReplyTargetsIT {

    private final Feed feed;
    private final FeedInstance one;
    private final long ada;
    private final long bob;
    private final long eve;

    ReplyTargetsIT(Feed feed) {
        this.feed = feed;
        one = feed.one;
        ada = feed.onFirstShard();
        bob = feed.onSecondShard();
        eve = feed.onSecondShard();
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "direct"})
    void tellsWhatItAnswersOnlyThoseWhoMaySeeThat(String visibility) {
        String word = "word" + System.nanoTime();
        String letter =
                id(one.as(ada).publish("@" + feed.users.usernameOf(bob), "visibility", visibility));
        String reply = id(one.as(bob).publish(word + " #" + word, "in_reply_to_id", letter));
        String boost = id(one.as(eve).post("/api/v1/statuses/" + reply + "/reblog").ok());

        for (Api stranger : new Api[] {one.asNobody(), one.as(eve)}) {
            assertTells(status(stranger, reply), null);
            assertTells(stranger.get("/api/v1/statuses?id[]=" + reply).ok().path(0), null);
            assertTells(stranger.get("/api/v1/accounts/" + bob + "/statuses").ok().path(0), null);
            assertTells(stranger.get("/api/v1/timelines/tag/" + word).ok().path(0), null);
            assertTells(status(stranger, boost).path("reblog"), null);
        }
        assertTells(
                one.as(eve)
                        .get("/api/v2/search?type=statuses&q=" + word)
                        .ok()
                        .path("statuses")
                        .path(0),
                null);
        assertTells(status(one.as(ada), reply), letter);
        assertTells(status(one.as(bob), reply), letter);
        assertTells(one.as(bob).get("/api/v1/accounts/" + bob + "/statuses").ok().path(0), letter);
        assertTells(status(one.as(ada), boost).path("reblog"), letter);
    }

    @Test
    void tellsFollowersOfWhatWasMeantForThem() {
        feed.users.follow(bob, ada);
        feed.users.follow(eve, ada);
        String few = id(one.as(ada).publish("few", "visibility", "private"));
        String reply = id(one.as(bob).publish("re", "in_reply_to_id", few));

        assertTells(status(one.as(eve), reply), few);

        feed.users.unfollow(eve, ada);

        assertTells(status(one.as(eve), reply), null);
    }

    @Test
    void tellsEverybodyOfWhatIsForEverybody() {
        String open = id(one.as(ada).publish("open"));
        String reply = id(one.as(bob).publish("re", "in_reply_to_id", open));

        assertTells(status(one.asNobody(), reply), open);
    }

    @Test
    void isNotTrustedWhenItIsOlderThanTheColumn() {
        String letter =
                id(one.as(ada).publish("@" + feed.users.usernameOf(bob), "visibility", "direct"));
        String open = id(one.as(ada).publish("open"));
        String toLetter = id(one.as(bob).publish("re", "in_reply_to_id", letter));
        String toOpen = id(one.as(bob).publish("re", "in_reply_to_id", open));
        feed.shards()
                .admin(Ids.slotOf(bob))
                .sql("update feed.status set in_reply_to_visibility = null where account_id = :bob")
                .param("bob", bob)
                .update();

        assertTells(status(one.asNobody(), toLetter), null);
        assertTells(status(one.asNobody(), toOpen), open);
        assertTells(status(one.as(ada), toLetter), letter);
    }

    private static JsonNode status(Api viewer, String id) {
        return viewer.get("/api/v1/statuses/" + id).ok();
    }

    private void assertTells(JsonNode reply, @Nullable String answered) {
        assertThat(reply.has("in_reply_to_id")).isTrue();
        if (answered == null) {
            assertThat(reply.path("in_reply_to_id").isNull()).isTrue();
            assertThat(reply.path("in_reply_to_account_id").isNull()).isTrue();
        } else {
            assertThat(reply.path("in_reply_to_id").asString()).isEqualTo(answered);
            assertThat(reply.path("in_reply_to_account_id").asString())
                    .isEqualTo(Long.toString(ada));
        }
    }

    private static String id(JsonNode entity) {
        return entity.path("id").asString();
    }
}
