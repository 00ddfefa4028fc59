package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.shard.id.Ids;
import io.rookery.user.Api.App;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelationIT {

    private static Platform platform;
    private static Api api;
    private static App app;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        platform = Platform.start(directory);
        api = Api.of(platform.newInstance(Map.of("rookery.rules.most", "2")));
        app = api.registerApp();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void countsAtOnceWhicheverEndHasDecided() throws Exception {
        String viewer = api.join(app, "viewer");
        String other = api.join(app, "other");
        follow(viewer, other);
        assertThat(relations(viewer, other)).contains("\"following\":true");
        platform.execute(
                "update follower set active = false where follower_id = " + api.idOf(viewer));
        assertThat(relations(viewer, other)).isEqualTo("{\"relations\":[]}");
    }

    @Test
    void leavesOutWhoIsNothingToTheViewer() {
        String viewer = api.join(app, "lonely");
        assertThat(relations(viewer, api.join(app, "stranger"))).isEqualTo("{\"relations\":[]}");
        assertThat(internal(viewer, "/relations")).isEqualTo("{\"relations\":[]}");
        assertThat(internal(viewer, "/rules"))
                .isEqualTo("{\"hidden\":[],\"no_reblogs\":[],\"languages\":{}}");
    }

    @Test
    void knowsBlocksAndMutesFromWhoeverHasThem() throws Exception {
        String viewer = api.join(app, "annoyed");
        String other = api.join(app, "annoying");
        insert("block", viewer, other, "true, 1");
        insert("blocked_by", viewer, other, "true, 1");
        insert("block", other, viewer, "true, 1");
        insert("mute", viewer, other, "true, 1, false, now() + interval '1 hour'");
        assertThat(relations(viewer, other))
                .contains(
                        "\"blocking\":true,\"blocked_by\":true,\"muting\":true,\"muting_notifications\":false");
        assertThat(internal(viewer, "/rules"))
                .contains("\"hidden\":[{\"id\":\"" + api.idOf(other) + "\",\"until\":null}]");
    }

    @Test
    void endsAMuteByTheDatabasesClock() throws Exception {
        String viewer = api.join(app, "patient");
        String soon = api.join(app, "muted_still");
        String gone = api.join(app, "muted_before");
        insert("mute", viewer, soon, "true, 1, true, '2100-01-01T00:00:00Z'");
        insert("mute", viewer, gone, "true, 1, true, now() - interval '1 second'");
        assertThat(relations(viewer, soon)).contains("\"muting_notifications\":true");
        assertThat(relations(viewer, gone)).isEqualTo("{\"relations\":[]}");
        assertThat(internal(viewer, "/rules"))
                .contains("[{\"id\":\"" + api.idOf(soon) + "\",\"until\":4102444800000}]");
    }

    @Test
    void tellsOfThoseWhoAreAskedAboutHoweverManyRulesThereAre() throws Exception {
        String viewer = api.join(app, "strict");
        List<String> others = new ArrayList<>();
        for (String kind : List.of("block", "mute", "block", "mute")) {
            String other = api.join(app, "shunned" + others.size());
            String rest = kind.equals("block") ? "true, 1" : "true, 1, true, null";
            insert(kind, viewer, other, rest);
            others.add(api.idOf(other));
        }
        String dull = api.join(app, "dull");
        follow(viewer, dull, Map.of("reblogs", "false", "languages[]", "de"));
        assertThat(internal(viewer, "/rules")).contains("\"truncated\":true");
        for (String other : others) {
            assertThat(internal(viewer, "/rules?id=1&id=" + other))
                    .isEqualTo(
                            "{\"hidden\":[{\"id\":\"%s\",\"until\":null}],\"no_reblogs\":[],\"languages\":{}}"
                                    .formatted(other));
        }
        String id = api.idOf(dull);
        assertThat(internal(viewer, "/rules?id=" + id))
                .isEqualTo(
                        "{\"hidden\":[],\"no_reblogs\":[\"%s\"],\"languages\":{\"%s\":[\"de\"]}}"
                                .formatted(id, id));
        assertThat(internal(viewer, "/rules?id=1" + "&id=1".repeat(200))).contains("At most 200");
    }

    @Test
    void refusesMoreThanItCanAnswer() {
        String viewer = api.join(app, "greedy");
        assertThat(internal(viewer, "/relations?id=1" + "&id=1".repeat(200)))
                .contains("At most 200");
        assertThat(internal(viewer, "/relations?id=x")).contains("Validation failed");
    }

    private static void follow(String follower, String followee) {
        follow(follower, followee, Map.of());
    }

    private static void follow(String follower, String followee, Map<String, String> options) {
        api.post("/api/v1/accounts/" + api.idOf(followee) + "/follow", options, follower);
    }

    private static String relations(String viewer, String other) {
        return internal(viewer, "/relations?id=" + api.idOf(other));
    }

    private static String internal(String viewer, String path) {
        return api.get("/internal/accounts/" + api.idOf(viewer) + path, Platform.feedServiceToken())
                .text();
    }

    /** Inserts a row on the shard that owns the account's slot. */
    private static void insert(String table, String account, String other, String rest)
            throws SQLException {
        String id = api.idOf(account);
        platform.execute(
                "insert into %s select %d, %s, %s, %s where exists (select from account where id = %s)"
                        .formatted(
                                table,
                                Ids.slotOf(Long.parseLong(id)),
                                id,
                                api.idOf(other),
                                rest,
                                id));
    }
}
