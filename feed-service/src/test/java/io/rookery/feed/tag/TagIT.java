package io.rookery.feed.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.rookery.feed.Api.Answer;
import io.rookery.feed.Feed;
import io.rookery.feed.event.FeedEvent.TagIndex;
import io.rookery.feed.event.FeedEvents;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.outbox.OutboxHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(Feed.Extension.class)
class TagIT {

    private final Feed feed;
    private final long ada;
    private final long bob;
    private final String tag = "Tag" + UUID.randomUUID().toString().replace("-", "");

    TagIT(Feed feed) {
        this.feed = feed;
        this.ada = feed.onFirstShard();
        this.bob = feed.onSecondShard();
    }

    @Test
    void showsPublicStatusesOfAHashtagAtOnce() {
        String first = publish(ada, "one #" + tag);
        String second = publish(bob, "two #" + tag.toUpperCase(Locale.ROOT));
        publish(bob, "three #" + tag, "visibility", "unlisted");
        publish(bob, "four #" + tag, "visibility", "private");

        assertThat(timeline("").ids()).containsExactly(second, first);
        assertThat(timeline("?limit=1").ids()).containsExactly(second);
        assertThat(timeline("?limit=1").link()).contains("max_id=" + second);
        assertThat(timeline("?max_id=" + second).ids()).containsExactly(first);
        assertThat(timeline("?min_id=" + first).ids()).containsExactly(second);
        assertThat(timeline("?only_media=true").ids()).isEmpty();
        assertThat(timeline("?remote=true").ids()).isEmpty();

        feed.other.as(ada).delete("/api/v1/statuses/" + first).ok();

        assertThat(timeline("").ids()).containsExactly(second);
    }

    @Test
    void takesForNoHashtagWhatIsTooLongForOneHoweverFewCharactersPeopleSee() {
        JsonNode status = feed.one.as(ada).publish("#a" + marks() + " #" + tag);

        assertThat(status.path("tags").values())
                .extracting(one -> one.path("name").asString())
                .containsExactly(tag.toLowerCase(Locale.ROOT));
        assertThat(timeline("").ids()).containsExactly(status.path("id").asString());
    }

    /**
     * Returns random combining marks. Together with the preceding character they look like one
     * character, and an index cannot compress them.
     */
    private static String marks() {
        Random random = new Random(4711);
        StringBuilder marks = new StringBuilder();
        while (marks.length() < 9_000) {
            marks.append((char) ('\u0300' + random.nextInt(0x34)));
        }
        return marks.toString();
    }

    @Test
    void leavesOutOfTheIndexWhatAnOlderStatusCallsAHashtag() {
        String longest = marks().substring(0, 3_000);
        OutboxEvent event =
                feed.one
                        .part("feedEvents", FeedEvents.class)
                        .in(Ids.slotOf(ada), new TagIndex("a" + longest, 1, ada, false));

        assertThatCode(() -> feed.one.part("tagIndexHandler", OutboxHandler.class).handle(event))
                .doesNotThrowAnyException();
    }

    @Test
    void takesInFurtherHashtagsAndLeavesOthersOut() {
        String plain = publish(ada, "#" + tag);
        String both = publish(ada, "#" + tag + " #x" + tag);
        String further = publish(bob, "#y" + tag);

        assertThat(timeline("?any[]=y" + tag).ids()).containsExactly(further, both, plain);
        assertThat(timeline("?all[]=x" + tag).ids()).containsExactly(both);
        assertThat(timeline("?none[]=x" + tag).ids()).containsExactly(plain);
    }

    @Test
    void tellsHowAHashtagWasUsed() {
        publish(ada, "#" + tag);
        publish(ada, "#" + tag + " again");
        publish(bob, "#" + tag);

        JsonNode entity = feed.one.as(ada).get("/api/v1/tags/" + tag).ok();

        assertThat(entity.path("name").asString()).isEqualToIgnoringCase(tag);
        assertThat(entity.path("following").asBoolean(true)).isFalse();
        assertThat(entity.path("history").size()).isEqualTo(7);
        assertThat(entity.path("history").path(0).path("uses").asString()).isEqualTo("3");
        assertThat(entity.path("history").path(0).path("accounts").asString()).isEqualTo("2");
        assertThat(entity.path("history").path(1).path("uses").asString()).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "123", "a-b", "<script>", "#", "%"})
    void doesNotFindWhatIsNoHashtag(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");

        assertThat(feed.one.as(ada).get("/api/v1/tags/" + encoded).status()).isIn(400, 404);
        assertThat(feed.one.as(ada).get("/api/v1/timelines/tag/" + encoded).status())
                .isIn(400, 404);
    }

    @Test
    void findsHashtagsByTheirBeginning() {
        publish(ada, "#" + tag + "one #" + tag + "two");

        for (String query : List.of(tag, "%23" + tag)) {
            assertThat(
                            feed.other
                                    .as(bob)
                                    .get("/api/v2/search?type=hashtags&q=" + query)
                                    .ok()
                                    .path("hashtags")
                                    .findValuesAsString("name"))
                    .containsExactly(
                            (tag + "one").toLowerCase(Locale.ROOT),
                            (tag + "two").toLowerCase(Locale.ROOT));
        }
    }

    private Answer timeline(String query) {
        return feed.other.asNobody().get("/api/v1/timelines/tag/" + tag + query);
    }

    private String publish(long author, String text, String... fields) {
        return feed.one.as(author).publish(text, fields).path("id").asString();
    }
}
