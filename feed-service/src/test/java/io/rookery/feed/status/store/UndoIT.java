package io.rookery.feed.status.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Api;
import io.rookery.feed.Feed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Tests that users can undo their own actions on a status that they can no longer see. */
@ExtendWith(Feed.Extension.class)
class UndoIT {

    private static final List<String> DEEDS = List.of("favourite", "bookmark", "reblog");

    private final Feed feed;
    private final long ada;
    private final long bob;

    UndoIT(Feed feed) {
        this.feed = feed;
        ada = feed.onFirstShard();
        bob = feed.onSecondShard();
    }

    @Test
    void isOpenToWhoWasBlockedSinceAndTellsNothingOfTheStatus() {
        String status = publish(ada, "secret #secret", "spoiler_text", "secret");
        DEEDS.forEach(deed -> act(bob, status, deed).ok());
        await().untilAsserted(() -> {
            assertThat(count(status, "favourites_count")).isEqualTo(1);
            assertThat(count(status, "reblogs_count")).isEqualTo(1);
        });
        feed.users.block(ada, bob);

        for (String deed : DEEDS) {
            for (int time = 0; time < 2; time++) {
                JsonNode answer = act(bob, status, "un" + deed).ok();
                assertThat(answer.path("id").asString()).isEqualTo(status);
                assertThat(answer.toString()).doesNotContain("secret");
                assertThat(answer.path(flagOf(deed)).asBoolean(true)).as(deed).isFalse();
            }
            assertThat(act(bob, status, deed).status()).isEqualTo(404);
        }
        await().untilAsserted(() -> {
            assertThat(count(status, "favourites_count")).isZero();
            assertThat(count(status, "reblogs_count")).isZero();
        });
        assertThat(profile(bob)).isEmpty();
    }

    @Test
    void isOpenToWhoHasUnfollowedSince() {
        feed.users.follow(bob, ada);
        String status = publish(ada, "for followers", "visibility", "private");
        act(bob, status, "favourite").ok();
        feed.users.unfollow(bob, ada);

        JsonNode answer = act(bob, status, "unfavourite").ok();

        assertThat(answer.path("favourited").asBoolean(true)).isFalse();
        assertThat(answer.path("content").asString()).isEmpty();
    }

    @Test
    void isNotFoundByOthersFromWhomTheStatusIsHidden() {
        String status = publish(ada, "hidden");
        feed.users.block(ada, bob);

        for (String deed : DEEDS) {
            assertThat(act(bob, status, "un" + deed).status()).as(deed).isEqualTo(404);
        }
    }

    @Test
    void goesByTheIdOfABoostAsWell() {
        String status = publish(ada, "boosted");
        String boost = act(bob, status, "reblog").ok().path("id").asString();
        feed.users.block(ada, bob);

        assertThat(act(bob, boost, "unreblog").ok().path("id").asString()).isEqualTo(status);
        assertThat(profile(bob)).isEmpty();
    }

    @Test
    void leavesOnesBoostsOfTheMutedOnTheOwnProfile() {
        String status = publish(ada, "loud");
        String boost = act(bob, status, "reblog").ok().path("id").asString();
        feed.users.mute(bob, ada, true);

        assertThat(profile(bob)).containsExactly(boost);

        feed.users.block(ada, bob);

        assertThat(profile(bob)).isEmpty();
    }

    private String publish(long author, String text, String... fields) {
        return feed.one.as(author).publish(text, fields).path("id").asString();
    }

    private Api.Answer act(long account, String status, String action) {
        return feed.one.as(account).post("/api/v1/statuses/" + status + "/" + action);
    }

    private int count(String status, String name) {
        return feed.one.as(ada).get("/api/v1/statuses/" + status).ok().path(name).asInt();
    }

    private List<String> profile(long account) {
        return feed.one.as(account).get("/api/v1/accounts/" + account + "/statuses").ids();
    }

    private static String flagOf(String deed) {
        return switch (deed) {
            case "favourite" -> "favourited";
            case "bookmark" -> "bookmarked";
            default -> "reblogged";
        };
    }
}
