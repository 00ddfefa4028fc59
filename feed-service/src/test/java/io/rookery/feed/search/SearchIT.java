package io.rookery.feed.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.Api;
import io.rookery.feed.Api.Answer;
import io.rookery.feed.Feed;
import io.rookery.feed.TwoShards;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Feed.Extension.class)
class SearchIT {

    private final Feed feed;
    private final long ada;
    private final long bob;
    private final String word = "word" + UUID.randomUUID().toString().replace("-", "");

    SearchIT(Feed feed) {
        this.feed = feed;
        this.ada = feed.onFirstShard();
        this.bob = feed.onSecondShard();
    }

    @Test
    void findsPublicStatusesByTheirWordsOnEveryShard() {
        String first = publish(ada, "One " + word + " here");
        String second = publish(bob, "Two: " + word + "!");
        String own = publish(ada, "Mine " + word, "visibility", "private");

        assertThat(found(feed.one.as(bob), word)).containsExactly(second, first);
        assertThat(found(feed.one.as(ada), word)).containsExactly(own, second, first);
        assertThat(found(feed.one.asNobody(), word)).isEmpty();
        assertThat(found(feed.one.as(bob), "ONE+" + word)).containsExactly(first);
        assertThat(found(feed.one.as(bob), word + "&limit=1")).containsExactly(second);
        assertThat(found(feed.one.as(bob), word + "&limit=1&offset=1")).containsExactly(first);
        assertThat(found(feed.one.as(bob), word + "&account_id=" + ada)).containsExactly(first);
        assertThat(found(feed.one.as(bob), word + "&max_id=" + second)).containsExactly(first);

        feed.other.as(bob).delete("/api/v1/statuses/" + second).ok();

        assertThat(found(feed.one.as(bob), word)).containsExactly(first);
    }

    @ParameterizedTest
    @CsvSource({
        "“smart” quotes, smart",
        "word—dash, dash",
        "fox🦊jumps, jumps",
        "fox🦊jumps, 🦊",
        "Jose\u0301 Älter, JOSÉ alter",
        "नमस्ते मनीष, मनीष",
        "สมศรีไปตลาด, ศรี",
        "東京都に行く, 東京",
        "한국어를 배우다, 한국어"
    })
    void findsStatusesOfEveryScriptByAPartOfThem(String text, String query) {
        String id = publish(ada, text);

        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        assertThat(found(feed.one.as(bob), encoded + "&account_id=" + ada)).containsExactly(id);
        assertThat(found(feed.one.as(bob), "nowhere+" + encoded + "&account_id=" + ada)).isEmpty();
    }

    @Test
    void findsAStatusByItsAddress() {
        String id = publish(ada, "look");
        String few = publish(ada, "few", "visibility", "private");

        assertThat(found(feed.one.as(bob), "https://rookery.example/@ada/" + id))
                .containsExactly(id);
        assertThat(found(feed.one.asNobody(), "https://rookery.example/@ada/" + id))
                .containsExactly(id);
        assertThat(found(feed.one.as(bob), "https://rookery.example/@ada/" + few)).isEmpty();
        for (String form :
                List.of(
                        "https://rookery.example/@ada/%s/",
                        "HTTPS://Rookery.Example/@ada/%s",
                        "https://rookery.example/users/ada/statuses/%s")) {
            assertThat(found(feed.one.as(bob), form.formatted(id))).as(form).containsExactly(id);
        }
        assertThat(found(feed.one.as(bob), "https://elsewhere.example/@ada/" + id)).isEmpty();
    }

    @Test
    void findsAccounts() {
        String name = feed.users.usernameOf(ada);

        Answer answer = feed.one.as(bob).get("/api/v2/search?q=" + name + "&type=accounts");

        assertThat(Answer.ids(answer.ok().path("accounts"))).contains(Long.toString(ada));
        assertThat(answer.body().path("statuses").isArray()).isTrue();
        assertThat(answer.body().path("hashtags").isArray()).isTrue();
        assertThat(
                        Answer.ids(
                                feed.one
                                        .as(bob)
                                        .get(
                                                "/api/v2/search?following=true&type=accounts&q="
                                                        + name)
                                        .ok()
                                        .path("accounts")))
                .isEmpty();
    }

    @Test
    void findsAccountsAsFarDownAsTheOffsetGoes() {
        String name = "many" + System.nanoTime() + "x";
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(Long.toString(feed.users.addIn(TwoShards.FIRST, name + i)));
        }

        List<String> found = new ArrayList<>();
        for (int offset = 0; offset < all.size(); offset += 40) {
            String path = "/api/v2/search?type=accounts&limit=40&q=" + name + "&offset=" + offset;
            found.addAll(Answer.ids(feed.one.as(bob).get(path).ok().path("accounts")));
        }

        assertThat(found).containsExactlyElementsOf(all);
    }

    @Test
    void findsNobodyWhoBlocksTheViewerOrWhomTheyBlock() {
        long eve = feed.onSecondShard();
        long kim = feed.onSecondShard();
        feed.users.block(ada, eve);
        feed.users.block(kim, ada);
        feed.users.mute(bob, ada, true);

        assertThat(accounts(feed.one.as(eve))).isEmpty();
        assertThat(accounts(feed.one.as(kim))).isEmpty();
        assertThat(accounts(feed.one.as(bob))).containsExactly(Long.toString(ada));
        assertThat(accounts(feed.one.asNobody())).containsExactly(Long.toString(ada));
    }

    private List<String> accounts(Api viewer) {
        return Answer.ids(
                viewer.get("/api/v2/search?type=accounts&q=" + feed.users.usernameOf(ada))
                        .ok()
                        .path("accounts"));
    }

    @Test
    void findsWhatIsNotToBeFoundForThoseWhoHaveHadToDoWithIt() {
        long eve = feed.onFirstShard();
        String named = publish(ada, word + " @" + feed.users.usernameOf(bob));
        String liked = publish(ada, word + " liked");
        String kept = publish(ada, word + " kept");
        String boosted = publish(ada, word + " boosted");
        String other = publish(ada, word + " other");
        feed.one.as(bob).post("/api/v1/statuses/" + liked + "/favourite").ok();
        feed.one.as(bob).post("/api/v1/statuses/" + kept + "/bookmark").ok();
        feed.one.as(bob).post("/api/v1/statuses/" + boosted + "/reblog").ok();
        long shy = feed.onSecondShard();
        feed.users.hideFromSearch(shy);
        String hidden = publish(shy, word + " hidden");

        assertThat(found(feed.one.as(eve), word))
                .containsExactly(other, boosted, kept, liked, named);
        assertThat(found(feed.one.as(shy), word)).contains(hidden);

        feed.users.hideFromSearch(ada);

        assertThat(found(feed.one.as(bob), word)).containsExactly(boosted, kept, liked, named);
        assertThat(found(feed.one.as(ada), word)).hasSize(5);
        assertThat(found(feed.one.as(eve), word)).isEmpty();
        assertThat(found(feed.one.asNobody(), word)).isEmpty();
        assertThat(found(feed.one.as(bob), word + "&limit=2")).containsExactly(boosted, kept);
        assertThat(found(feed.one.as(bob), word + "&limit=2&offset=2"))
                .containsExactly(liked, named);
    }

    @Test
    void answersWhateverIsAskedFor() {
        for (String query :
                List.of("%27%3B--", "%26+%7C+%21", "%25", "_", "a%3A%2A", "%5C", "%F0%9F%98%80")) {
            assertThat(feed.one.as(ada).get("/api/v2/search?q=" + query).status())
                    .as(query)
                    .isEqualTo(200);
        }
        assertThat(feed.one.as(ada).get("/api/v2/search").status()).isEqualTo(400);
        assertThat(feed.one.as(ada).get("/api/v2/search?q=+").status()).isEqualTo(400);
        assertThat(feed.one.as(ada).get("/api/v2/search?q=" + "x".repeat(501)).status())
                .isEqualTo(422);
        assertThat(feed.one.as(ada).get("/api/v2/search?q=x&offset=-1").status()).isEqualTo(200);
        assertThat(feed.one.as(ada).get("/api/v2/search?q=x&offset=y").status()).isEqualTo(422);
    }

    private static List<String> found(Api viewer, String query) {
        return Answer.ids(
                viewer.get("/api/v2/search?type=statuses&q=" + query).ok().path("statuses"));
    }

    private String publish(long author, String text, String... fields) {
        return feed.one.as(author).publish(text, fields).path("id").asString();
    }
}
