package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.kit.security.RevocationSource;
import io.rookery.kit.security.RevocationSource.Revocations;
import io.rookery.user.Api.Answer;
import io.rookery.user.Api.App;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationFeedIT {

    private static final int PAGE = 10;

    /**
     * Revokes many tokens of a slot in one transaction. Parameters: the slot, and the first and
     * last number. A token id ends with its slot.
     */
    private static final String MANY_AT_ONCE =
            """
            insert into revocation (slot, token_id)
            select %d, (cast(number as bigint) << 22) + (%<d << 8) from generate_series(%d, %d) number
            """;

    private static Platform platform;
    private static Instance instance;
    private static Api api;
    private static App app;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        platform = Platform.start(directory);
        instance = platform.newInstance(Map.of("rookery.session.tokens-per-holder", "3"));
        api = Api.of(instance);
        app = api.registerApp();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void passesOverNoneOfThoseThatOneTransactionRevokedThoughAPageHoldsFewer() throws Exception {
        platform.execute(MANY_AT_ONCE.formatted(70, 1, 35));
        List<Revocations> pages = pagesAfter("");
        assertThat(idsIn(pages)).containsAll(ids(70, 1, 35));

        platform.execute(MANY_AT_ONCE.formatted(71, 1, 1));

        assertThat(idsIn(pagesAfter(pages.getLast().cursor()))).containsAll(ids(71, 1, 1));
    }

    @Test
    void endsTheOldestTokenOfWhomHasTooMany() throws Exception {
        String first = api.join(app, "many");
        List<String> later = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            later.add(signIn("many").field("access_token"));
        }

        await().untilAsserted(() -> assertThat(statusWith(first)).isEqualTo(401));
        assertThat(later).allMatch(token -> statusWith(token) == 200);
    }

    @Test
    void endsTheOldestTokenOfAnApplicationThatHasTooMany() throws Exception {
        App many = api.registerApp();
        for (int i = 0; i < 3; i++) {
            tokenOf(many);
        }

        await().untilAsserted(() ->
                assertThat(api.get("/api/v1/apps/verify_credentials", many.token()).status())
                        .isEqualTo(401));
        assertThat(api.get("/api/v1/apps/verify_credentials", tokenOf(many)).status())
                .isEqualTo(200);
    }

    private static List<Revocations> pagesAfter(String cursor) {
        RevocationSource source = instance.bean(RevocationSource.class);
        List<Revocations> pages = new ArrayList<>();
        String at = cursor;
        do {
            pages.add(source.after(at, PAGE));
            at = pages.getLast().cursor();
            assertThat(pages).hasSizeLessThan(100);
        } while (pages.getLast().more());
        return pages;
    }

    private static Set<Long> idsIn(List<Revocations> pages) {
        Set<Long> ids = new HashSet<>();
        pages.forEach(page -> ids.addAll(page.tokenIds()));
        return ids;
    }

    private static List<Long> ids(int slot, int first, int last) {
        List<Long> ids = new ArrayList<>();
        for (long number = first; number <= last; number++) {
            ids.add((number << 22) + ((long) slot << 8));
        }
        return ids;
    }

    private static Answer signIn(String username) {
        return api.post(
                "/oauth/token",
                Map.of(
                        "grant_type",
                        "password",
                        "username",
                        username,
                        "password",
                        Api.PASSWORD,
                        "scope",
                        "read",
                        "client_id",
                        app.clientId(),
                        "client_secret",
                        app.clientSecret()),
                null);
    }

    private static String tokenOf(App application) {
        return api.post(
                        "/oauth/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "scope",
                                "read",
                                "client_id",
                                application.clientId(),
                                "client_secret",
                                application.clientSecret()),
                        null)
                .field("access_token");
    }

    private static int statusWith(String token) {
        return api.get("/api/v1/accounts/verify_credentials", token).status();
    }
}
