package io.rookery.feed.status.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.Api;
import io.rookery.feed.Feed;
import io.rookery.feed.account.PostingDefaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tests the defaults for properties of a status that its request does not set. */
@ExtendWith(Feed.Extension.class)
class PostingDefaultsIT {

    private final Feed feed;
    private final long ada;
    private final long bob;

    PostingDefaultsIT(Feed feed) {
        this.feed = feed;
        ada = feed.onFirstShard();
        bob = feed.onSecondShard();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"x\"}",
                "{\"status\":\"x\",\"visibility\":null,\"sensitive\":null,\"language\":null}",
                "{\"status\":\"x\",\"visibility\":\"\",\"sensitive\":\"\",\"language\":\"\"}",
            })
    void isAsTheAuthorsSettingsSayInJson(String json) {
        feed.users.setPosting(ada, new PostingDefaults("private", true, "de", null));

        assertIsAsTheSettingsSay(feed.one.as(ada).postJson("/api/v1/statuses", json).ok());
    }

    @Test
    void isAsTheAuthorsSettingsSayInAForm() {
        feed.users.setPosting(ada, new PostingDefaults("private", true, "de", null));

        assertIsAsTheSettingsSay(feed.one.as(ada).publish("x"));
        assertIsAsTheSettingsSay(
                feed.one.as(ada).publish("x", "visibility", "", "sensitive", "", "language", ""));
    }

    private void assertIsAsTheSettingsSay(JsonNode status) {
        assertThat(status.path("visibility").asString()).isEqualTo("private");
        assertThat(status.path("sensitive").asBoolean()).isTrue();
        assertThat(status.path("language").asString()).isEqualTo("de");
        String path = "/api/v1/statuses/" + status.path("id").asString();
        assertThat(feed.other.as(bob).get(path).status()).isEqualTo(404);
    }

    @Test
    void isAsItSaysItself() {
        feed.users.setPosting(ada, new PostingDefaults("private", true, "de", null));

        JsonNode status =
                feed.one
                        .as(ada)
                        .publish(
                                "x",
                                "visibility",
                                "public",
                                "sensitive",
                                "false",
                                "language",
                                "en");

        assertThat(status.path("visibility").asString()).isEqualTo("public");
        assertThat(status.path("sensitive").asBoolean()).isFalse();
        assertThat(status.path("language").asString()).isEqualTo("en");
    }

    @Test
    void followsAChangeOfTheSettingsAtOnceOnEveryInstance() {
        for (String privacy : new String[] {"public", "private", "unlisted", "direct", "public"}) {
            feed.users.setPosting(ada, new PostingDefaults(privacy, false, null, null));

            assertThat(feed.one.as(ada).publish("x").path("visibility").asString())
                    .isEqualTo(privacy);
            assertThat(feed.other.as(ada).publish("x").path("visibility").asString())
                    .isEqualTo(privacy);
        }
    }

    @Test
    void isNotPublishedWhileNobodyKnowsTheSettings() {
        Api author = feed.one.as(ada);
        author.publish("first");
        feed.users.setUnavailable(true);
        try {
            assertThat(author.post("/api/v1/statuses", "status", "unsure").status()).isEqualTo(503);
            assertThat(
                            author.post(
                                            "/api/v1/statuses",
                                            "status",
                                            "sure",
                                            "visibility",
                                            "public",
                                            "sensitive",
                                            "false",
                                            "language",
                                            "en")
                                    .status())
                    .isEqualTo(200);
        } finally {
            feed.users.setUnavailable(false);
        }
        assertThat(author.get("/api/v1/accounts/" + ada + "/statuses").ok()).hasSize(2);
    }

    @Test
    void isInTheChosenLanguageElseInThatOfItsScriptTheAuthorsOrMostPeoples() {
        String japanese = "これは日本語です";
        feed.users.setPosting(ada, new PostingDefaults("public", false, "de", "pt-BR"));
        assertThat(languageOf(japanese)).isEqualTo("de");
        feed.users.setPosting(ada, new PostingDefaults("public", false, null, "pt-BR"));
        assertThat(languageOf(japanese)).isEqualTo("ja");
        assertThat(languageOf("Bom dia")).isEqualTo("pt-BR");
        feed.users.setPosting(ada, new PostingDefaults("public", false, null, null));
        assertThat(languageOf("Bom dia")).isEqualTo("en");
    }

    private String languageOf(String text) {
        return feed.one.as(ada).publish(text).path("language").asString();
    }

    @Test
    void isABoostAsTheBoosterWantsIt() {
        String status = feed.one.as(bob).publish("x").path("id").asString();
        String path = "/api/v1/statuses/" + status + "/reblog";
        feed.users.setPosting(ada, new PostingDefaults("private", false, null, null));

        JsonNode boost = feed.one.as(ada).post(path).ok();

        assertThat(boost.path("visibility").asString()).isEqualTo("private");
        long eve = feed.onFirstShard();
        assertThat(
                        feed.one
                                .as(eve)
                                .post(path, "visibility", "public")
                                .ok()
                                .path("visibility")
                                .asString())
                .isEqualTo("public");
        String boosters = "/api/v1/statuses/" + status + "/reblogged_by";
        assertThat(feed.other.asNobody().get(boosters).ids()).containsExactly(Long.toString(eve));
        assertThat(feed.other.as(bob).get(boosters).ids()).containsExactly(Long.toString(eve));
        assertThat(feed.other.as(ada).get(boosters).ids())
                .containsExactly(Long.toString(eve), Long.toString(ada));
        feed.users.follow(bob, ada);
        assertThat(feed.other.as(bob).get(boosters).ids())
                .containsExactly(Long.toString(eve), Long.toString(ada));
        assertThat(
                        feed.other
                                .asNobody()
                                .get("/api/v1/statuses/" + status)
                                .ok()
                                .path("reblogs_count")
                                .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"EN, en", "pt_BR, pt-BR", "zh-hant, zh-Hant", "ast, ast"})
    void hasALanguageInTheUsualSpelling(String given, String kept) {
        assertThat(feed.one.as(ada).publish("x", "language", given).path("language").asString())
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"english", "e", "12", "en--x", "en-u-ca-buddhist", "ﬁ", "und"})
    void isRefusedInALanguageThatIsNone(String given) {
        Api.Answer answer =
                feed.one.as(ada).post("/api/v1/statuses", "status", "x", "language", given);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.error()).isEqualTo("Validation failed: Language is not a language code");
    }
}
