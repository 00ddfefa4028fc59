package io.rookery.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.account.FakeUserService;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Tests the response when a write is committed but the response cannot be built: user-service
 * becomes unavailable after the commit, and the instance does not know the accounts yet.
 */
class WritingRoutesIT {

    private static final FakeUserService users = new FakeUserService();
    private static final IdGenerator ids = new IdGenerator(InstantSource.system());

    /**
     * Controllers without writes on shards: one rejects all requests, the other writes only to
     * Redis.
     */
    private static final Set<String> WITHOUT_A_SHARD =
            Set.of("UnsupportedController", "AccountChangeController");

    private static TwoShards shards;
    private static FeedInstance known;
    private static FeedInstance fresh;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        shards = TwoShards.start(directory);
        known = instance();
        fresh = instance();
    }

    private static FeedInstance instance() {
        return FeedInstance.startWithoutRedis(shards, users);
    }

    @AfterAll
    static void stop() {
        known.close();
        fresh.close();
        shards.close();
    }

    /**
     * Arguments to try a route: an account, a status of another account, and a status of its own.
     */
    private record Situation(FeedInstance instance, long account, String status, String own) {

        private Api api() {
            return instance.as(account);
        }

        private Api.Answer post(String action) {
            return api().post("/api/v1/statuses/" + status + "/" + action);
        }

        private Api.Answer internal(String path, String... fields) {
            return instance.asService().tell(path, fields);
        }
    }

    private static final Map<String, Function<Situation, Api.Answer>> ROUTES =
            Map.ofEntries(
                    Map.entry(
                            "POST /api/v1/statuses",
                            one -> one.api().post("/api/v1/statuses", "status", "new")),
                    Map.entry(
                            "DELETE /api/v1/statuses/{id}",
                            one -> one.api().delete("/api/v1/statuses/" + one.own)),
                    Map.entry("POST /api/v1/statuses/{id}/reblog", one -> one.post("reblog")),
                    Map.entry("POST /api/v1/statuses/{id}/unreblog", one -> one.post("unreblog")),
                    Map.entry("POST /api/v1/statuses/{id}/favourite", one -> one.post("favourite")),
                    Map.entry(
                            "POST /api/v1/statuses/{id}/unfavourite",
                            one -> one.post("unfavourite")),
                    Map.entry("POST /api/v1/statuses/{id}/bookmark", one -> one.post("bookmark")),
                    Map.entry(
                            "POST /api/v1/statuses/{id}/unbookmark", one -> one.post("unbookmark")),
                    Map.entry(
                            "POST /api/v1/notifications/clear",
                            one -> one.api().post("/api/v1/notifications/clear")),
                    Map.entry(
                            "POST /api/v1/notifications/{id}/dismiss",
                            one -> one.api().post("/api/v1/notifications/1/dismiss")),
                    Map.entry(
                            "POST /internal/follows",
                            one ->
                                    one.internal(
                                            "/internal/follows",
                                            "follower_id",
                                            Long.toString(one.account),
                                            "followee_id",
                                            Long.toString(one.account),
                                            "notification_id",
                                            Ids.format(ids.next(Ids.slotOf(one.account))))),
                    Map.entry(
                            "POST /internal/relations",
                            one ->
                                    one.internal(
                                            "/internal/relations",
                                            "account_id",
                                            Long.toString(one.account),
                                            "other_id",
                                            "1",
                                            "kind",
                                            "block")));

    @Test
    void everyRouteThatWritesIsTried() {
        Set<String> writing = new HashSet<>();
        known.part("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((route, handler) -> {
                    if (WITHOUT_A_SHARD.contains(handler.getBeanType().getSimpleName())) {
                        return;
                    }
                    for (RequestMethod method : route.getMethodsCondition().getMethods()) {
                        if (method != RequestMethod.GET) {
                            route.getPatternValues()
                                    .forEach(path -> writing.add(method + " " + path));
                        }
                    }
                });

        assertThat(ROUTES.keySet()).isEqualTo(writing);
    }

    @Test
    void noRouteSaysThatNothingWasDoneAfterItHasDoneIt() {
        List<String> unknown = new ArrayList<>();
        ROUTES.forEach((route, request) -> {
            Api.Answer answer = answerOf(request);
            assertThat(answer.status()).as(route).isIn(200, 204, 404, 504);
            if (answer.status() == 504) {
                assertThat(answer.error())
                        .isEqualTo("The outcome is not known yet, check again in a moment");
                unknown.add(route);
            }
        });
        // The instance already knows the user's own account, but may have to ask for another one.
        assertThat(unknown)
                .contains(
                        "POST /api/v1/statuses/{id}/favourite", "POST /api/v1/statuses/{id}/reblog")
                .doesNotContain("POST /api/v1/statuses", "DELETE /api/v1/statuses/{id}");
    }

    private static Api.Answer answerOf(Function<Situation, Api.Answer> request) {
        long account = users.add("account" + ids.next(1));
        long author = users.add("author" + ids.next(1));
        String status = known.as(author).publish("status").path("id").asString();
        String own = known.as(account).publish("own").path("id").asString();
        users.setUnavailableAfterWrites(true);
        try {
            return request.apply(new Situation(fresh, account, status, own));
        } finally {
            users.setUnavailableAfterWrites(false);
        }
    }
}
