package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.user.Api.Answer;
import io.rookery.user.Api.App;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AccountIT {

    private static Platform platform;
    private static Instance instance;
    private static Api api;
    private static App app;
    private static String ada;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        platform = Platform.start(directory);
        instance = platform.newInstance();
        api = Api.of(instance);
        app = api.registerApp();
        ada = api.join(app, "ada");
        for (String name : List.of("adam", "Adele", "bob")) {
            api.join(app, name);
        }
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void changesWhatIsGivenAndNothingElse() {
        patch(
                Map.of(
                        "display_name",
                        "Ada L.",
                        "note",
                        "one\n\ntwo <b> https://example.org/?a=1&b=2"));
        Answer answer =
                patch(
                        Map.of(
                                "locked", "true",
                                "fields_attributes[0][name]", "site",
                                "fields_attributes[0][value]", "https://example.org",
                                "source[privacy]", "private",
                                "source[language]", "de"));
        JsonNode account = answer.json();
        assertThat(account.required("display_name").asString()).isEqualTo("Ada L.");
        assertThat(account.required("note").asString())
                .isEqualTo(
                        "<p>one</p><p>two &lt;b&gt; <a href=\"https://example.org/?a=1&amp;b=2\" target=\"_blank\""
                                + " rel=\"nofollow noopener me\">https://example.org/?a=1&amp;b=2</a></p>");
        assertThat(account.required("locked").asBoolean()).isTrue();
        assertThat(account.required("fields").required(0).required("value").asString())
                .startsWith("<a href=");
        assertThat(account.required("source").required("privacy").asString()).isEqualTo("private");
        assertThat(account.required("source").required("note").asString())
                .startsWith("one\n\ntwo <b>");
        assertThat(api.get("/api/v1/preferences", ada).field("posting:default:visibility"))
                .isEqualTo("private");
    }

    @Test
    void countsWhatPeopleSeeAndShowsNothingThatTheyDoNot() {
        String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
        String address = "https://example.org/" + "x".repeat(600);
        Answer answer =
                patch(
                        Map.of(
                                "display_name",
                                family.repeat(30),
                                "note",
                                family.repeat(400) + " " + address));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("display_name")).isEqualTo(family.repeat(30));

        assertThat(patch(Map.of("display_name", "A\u200bda\u2060")).field("display_name"))
                .isEqualTo("Ada");
        assertThat(patch(Map.of("display_name", "\u3164")).field("display_name")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "“Ada”—the fox🦊, fox",
        "José, jose",
        "मनीष कुमार, मनीष",
        "สมศรี, ศรี",
        "東京タワー, タワー",
        "Наташа Ростова, рост"
    })
    void isFoundByTheNamesThatItShows(String name, String query) {
        patch(Map.of("display_name", name));

        assertThat(
                        names(
                                "/api/v1/accounts/search?q="
                                        + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .containsExactly("ada");
    }

    @ParameterizedTest
    @CsvSource({
        "display_name, 31",
        "note, 501",
        "fields_attributes[0][name], 256",
        "fields_attributes[0][value], 256",
        "source[privacy], 3",
        "source[language], 40"
    })
    void refusesWhatIsTooLongOrNotAValue(String name, int length) {
        assertThat(patch(Map.of(name, "x".repeat(length))).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "avatar, x",
        "header, x",
        "avatar_description, x",
        "attribution_domains[], example.org",
        "source[quote_policy], nobody"
    })
    void refusesWhatItCouldNotGiveEffectTo(String name, String value) {
        Answer refused = patch(Map.of(name, value));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.field("error")).contains("cannot be changed here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "display_name",
                "note",
                "fields_attributes[0][name]",
                "fields_attributes[0][value]"
            })
    void refusesCharactersThatMakeATextLookLikeAnotherOne(String name) {
        for (String text : List.of("evil\u202Egnp.exe", "\u2066x\u2069", "bell\u0007")) {
            assertThat(patch(Map.of(name, text)).status()).isEqualTo(422);
        }
        assertThat(patch(Map.of("display_name", "two\nlines")).status()).isEqualTo(422);
    }

    @Test
    void postsForFollowersWhoDecidesWhoTheyAreAndHasChosenNothing() {
        String shy = api.join(app, "shy_poster");
        assertThat(privacyOf(shy)).containsOnly("public");
        update(shy, "locked", "true");
        assertThat(privacyOf(shy)).containsOnly("private");
        update(shy, "source[privacy]", "public");
        assertThat(privacyOf(shy)).containsOnly("public");
        update(shy, "display_name", "Shy");
        assertThat(privacyOf(shy)).containsOnly("public");
    }

    /**
     * Returns the posting privacy as the owner, the owner's clients and the other services read it.
     */
    private static List<String> privacyOf(String token) {
        return List.of(
                api.get("/api/v1/accounts/verify_credentials", token)
                        .json()
                        .required("source")
                        .required("privacy")
                        .asString(),
                api.get("/api/v1/preferences", token).field("posting:default:visibility"),
                api.get("/internal/accounts?id=" + api.idOf(token), Platform.feedServiceToken())
                        .json()
                        .required(0)
                        .required("posting")
                        .required("privacy")
                        .asString());
    }

    @Test
    void tellsFeedServiceOfEachChangeBeforeItAnswers() {
        String token = api.join(app, "changing");
        String id = api.idOf(token);
        for (String name : List.of("One", "Two", "Three")) {
            update(token, "display_name", name);

            Answer shown = api.get("/internal/accounts?id=" + id, Platform.feedServiceToken());
            assertThat(instance.feed().versionsOf(id))
                    .last()
                    .isEqualTo(shown.json().required(0).required("version").asString());
        }
        assertThat(instance.feed().versionsOf(id)).doesNotHaveDuplicates().hasSize(3);
    }

    private static void update(String token, String name, String value) {
        api.send("PATCH", "/api/v1/accounts/update_credentials", Map.of(name, value), token);
    }

    @Test
    void findsAccountsByTheBeginningOfTheirNames() {
        assertThat(names("/api/v1/accounts/search?q=ada"))
                .containsExactlyInAnyOrder("ada", "adam")
                .startsWith("ada");
        assertThat(names("/api/v1/accounts/search?q=@ADELE")).containsExactly("Adele");
        assertThat(names("/api/v1/accounts/search?q=ad&limit=1")).hasSize(1);
        assertThat(names("/api/v1/accounts/search?q=ada@elsewhere.example")).isEmpty();
        for (String odd : List.of("%25", "'%20%26%20!(", "%5C", "%00", "_", "%3A*", "a%7Cb")) {
            assertThat(api.get("/api/v1/accounts/search?q=" + odd, ada).status())
                    .as(odd)
                    .isLessThan(500);
        }
    }

    @Test
    void looksUpWhateverTheCase() {
        assertThat(api.get("/api/v1/accounts/lookup?acct=ADELE", null).field("username"))
                .isEqualTo("Adele");
        assertThat(api.get("/api/v1/accounts/lookup?acct=nobody", null).status()).isEqualTo(404);
        assertThat(api.get("/api/v1/accounts/lookup", null).status()).isEqualTo(404);
    }

    @Test
    void givesManyAccountsAtOnceAndLeavesOutUnknownOnes() {
        String id = api.idOf(ada);
        assertThat(names("/api/v1/accounts?id[]=" + id + "&id[]=17&id[]=nonsense"))
                .containsExactly("ada");
        assertThat(names("/api/v1/accounts")).isEmpty();
        assertThat(
                        api.get(
                                        "/internal/accounts?id=" + id + "&id=17",
                                        Platform.feedServiceToken())
                                .json()
                                .required(0)
                                .required("entity")
                                .required("acct")
                                .asString())
                .isEqualTo("ada");
    }

    @Test
    void opensItsInternalPathsToThoseWhoNeedThem() throws Exception {
        assertThat(Platform.lettingIn(instance))
                .containsExactly(
                        "GET /internal/accounts: feed-service",
                        "GET /internal/accounts/by-username: feed-service",
                        "GET /internal/accounts/search: feed-service",
                        "GET /internal/accounts/{id}/followers: feed-service",
                        "GET /internal/accounts/{id}/following: feed-service",
                        "GET /internal/accounts/{viewer}/relations: feed-service",
                        "GET /internal/accounts/{viewer}/rules: feed-service",
                        "GET /internal/applications: feed-service",
                        "GET /internal/revocations: gateway, feed-service",
                        "GET /internal/vitals: storage-service, operator",
                        "PUT /internal/accounts/{id}/status-count: feed-service");
    }

    @Test
    void tellsOtherServicesWhatEverybodyMayKnowOfApplications() {
        Answer answer =
                api.get(
                        "/internal/applications?client_id=" + app.clientId() + "&client_id=none",
                        Platform.feedServiceToken());
        assertThat(answer.text())
                .isEqualTo(
                        "[{\"client_id\":\""
                                + app.clientId()
                                + "\",\"name\":\"test\",\"website\":null}]");
    }

    /**
     * Expected status of each request: without a token (0), with a token of an application (a),
     * with a read-only token of a user (r), and with a full token of a user (u).
     */
    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/accounts/verify_credentials,    401, 422, 200, 200",
        "PATCH, /api/v1/accounts/update_credentials,  401, 422, 403, 200",
        "GET, /api/v1/accounts/relationships?id[]=1,  401, 422, 200, 200",
        "GET, /api/v1/accounts/search?q=x,            401, 422, 200, 200",
        "GET, /api/v1/accounts/lookup?acct=bob,       200, 200, 200, 200",
        "POST, /api/v1/accounts/1/follow,             401, 422, 403, 404",
        "POST, /api/v1/accounts/1/unfollow,           401, 422, 403, 404",
        "POST, /api/v1/accounts/1/remove_from_followers, 401, 422, 403, 404",
        "POST, /api/v1/accounts/1/block,              401, 422, 403, 404",
        "POST, /api/v1/accounts/1/unblock,            401, 422, 403, 404",
        "POST, /api/v1/accounts/1/mute,               401, 422, 403, 404",
        "POST, /api/v1/accounts/1/unmute,             401, 422, 403, 404",
        "GET, /api/v1/blocks,                         401, 422, 200, 200",
        "GET, /api/v1/mutes,                          401, 422, 200, 200",
        "GET, /api/v1/follow_requests,                401, 422, 200, 200",
        "POST, /api/v1/follow_requests/1/authorize,   401, 422, 403, 404",
        "POST, /api/v1/follow_requests/1/reject,      401, 422, 403, 404",
        "POST, /api/v1/accounts,                      401, 422, 403, 422",
        "GET, /api/v1/preferences,                    401, 422, 200, 200",
        "GET, /api/v1/apps/verify_credentials,        401, 200, 200, 200",
        "GET, /api/v1/lists,                          401, 422, 200, 200",
        "GET, /api/v1/markers,                        401, 422, 200, 200",
        "GET, /api/v1/conversations,                  401, 422, 200, 200",
        "GET, /api/v1/followed_tags,                  401, 422, 200, 200",
        "GET, /api/v1/scheduled_statuses,             401, 422, 200, 200",
        "GET, /api/v1/suggestions,                    401, 422, 200, 200",
        "GET, /api/v1/endorsements,                   401, 422, 200, 200",
        "GET, /api/v1/featured_tags,                  401, 422, 200, 200",
        "GET, /api/v1/domain_blocks,                  401, 422, 200, 200",
        "GET, /api/v1/trends/tags,                    200, 200, 200, 200",
        "GET, /api/v1/lists/1,                        401, 404, 404, 404",
        "GET, /api/v1/polls/1,                        401, 404, 404, 404",
        "GET, /api/v1/push/subscription,              401, 404, 404, 404",
        "POST, /api/v1/lists,                         401, 422, 403, 422",
        "POST, /api/v2/filters,                       401, 422, 403, 422",
        "POST, /api/v1/markers,                       401, 422, 403, 422",
        "POST, /api/v2/media,                         401, 422, 403, 422",
        "POST, /api/v1/reports,                       401, 422, 403, 422",
        "POST, /api/v1/accounts/1/note,               401, 422, 403, 422",
        "GET, /api/v1/custom_emojis,                  200, 200, 200, 200",
        "GET, /api/v1/instance,                       200, 200, 200, 200",
        "GET, /api/v2/instance,                       200, 200, 200, 200",
        "GET, /nodeinfo/2.0,                          200, 200, 200, 200",
        "GET, /internal/accounts?id=1,                401, 401, 401, 401",
        "GET, /internal/accounts/1/relations?id=2,    401, 401, 401, 401",
        "GET, /internal/accounts/1/rules,             401, 401, 401, 401",
        "GET, /internal/accounts/1/followers,         401, 401, 401, 401",
        "GET, /internal/applications?client_id=x,    401, 401, 401, 401",
        "GET, /internal/revocations,                  401, 401, 401, 401",
        "PUT, /internal/accounts/1/status-count,      401, 401, 401, 401",
        "GET, /api/v1/nothing/of/the/kind,            404, 404, 404, 404",
    })
    void allowsEachCallerWhatItMayDo(
            String method, String path, int nobody, int application, int reader, int user) {
        String readers =
                api.post(
                                "/oauth/token",
                                Map.of(
                                        "grant_type",
                                        "password",
                                        "client_id",
                                        app.clientId(),
                                        "client_secret",
                                        app.clientSecret(),
                                        "username",
                                        "ada",
                                        "password",
                                        Api.PASSWORD,
                                        "scope",
                                        "read"),
                                null)
                        .field("access_token");
        assertThat(api.send(method, path, Map.of(), null).status()).isEqualTo(nobody);
        assertThat(api.send(method, path, Map.of(), app.token()).status()).isEqualTo(application);
        assertThat(api.send(method, path, Map.of(), readers).status()).isEqualTo(reader);
        assertThat(api.send(method, path, Map.of(), ada).status()).isEqualTo(user);
    }

    private static Answer patch(Map<String, String> form) {
        return api.send("PATCH", "/api/v1/accounts/update_credentials", form, ada);
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        api.get(path, ada)
                .json()
                .forEach(account -> names.add(account.required("username").asString()));
        return names;
    }
}
