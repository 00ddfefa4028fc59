package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.user.Api.Answer;
import io.rookery.user.Api.App;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MuteIT {

    private static Platform platform;
    private static Instance instance;
    private static Api api;
    private static App app;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        platform = Platform.start(directory);
        instance = platform.newInstance();
        api = Api.of(instance);
        app = api.registerApp();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void lastsUntilItIsEnded() {
        String ada = api.join(app, "muting");
        String bob = api.join(app, "muted");
        api.post("/api/v1/accounts/" + id(bob) + "/follow", Map.of(), ada);
        JsonNode muted = mute(ada, bob, Map.of()).json();
        assertThat(muted.required("muting").asBoolean()).isTrue();
        assertThat(muted.required("muting_notifications").asBoolean()).isTrue();
        assertThat(muted.required("muting_expires_at").isNull()).isTrue();
        assertThat(muted.required("following").asBoolean()).isTrue();
        JsonNode listed = api.get("/api/v1/mutes", ada).json().required(0);
        assertThat(listed.required("username").asString()).isEqualTo("muted");
        assertThat(listed.required("mute_expires_at").isNull()).isTrue();
        assertThat(instance.feed().relations()).contains(id(ada) + " mute " + id(bob));

        Answer ended = api.post("/api/v1/accounts/" + id(bob) + "/unmute", Map.of(), ada);
        assertThat(ended.json().required("muting").asBoolean()).isFalse();
        assertThat(api.get("/api/v1/mutes", ada).json()).isEmpty();
        assertThat(instance.feed().relations()).contains(id(ada) + " unmute " + id(bob));
    }

    @Test
    void lastsAsLongAsItWasSaid() throws Exception {
        String ada = api.join(app, "muting_an_hour");
        String bob = api.join(app, "muted_an_hour");
        JsonNode muted = mute(ada, bob, Map.of("duration", "3600")).json();
        assertThat(Instant.parse(muted.required("muting_expires_at").asString()))
                .isBetween(
                        Instant.now().plus(50, ChronoUnit.MINUTES),
                        Instant.now().plus(70, ChronoUnit.MINUTES));
        assertThat(
                        api.get("/api/v1/mutes", ada)
                                .json()
                                .required(0)
                                .required("mute_expires_at")
                                .asString())
                .isEqualTo(muted.required("muting_expires_at").asString());
        platform.execute(
                "update mute set expires_at = now() - interval '1 ms' where account_id = "
                        + id(ada));
        assertThat(relationship(ada, bob).required("muting").asBoolean()).isFalse();
        assertThat(relationship(ada, bob).required("muting_expires_at").isNull()).isTrue();
        assertThat(api.get("/api/v1/mutes", ada).json()).isEmpty();
    }

    @Test
    void isSaidAnew() {
        String ada = api.join(app, "muting_anew");
        String bob = api.join(app, "muted_anew");
        mute(ada, bob, Map.of("duration", "60", "notifications", "false"));
        assertThat(relationship(ada, bob).required("muting_notifications").asBoolean()).isFalse();
        JsonNode muted = mute(ada, bob, Map.of("notifications", "true")).json();
        assertThat(muted.required("muting_notifications").asBoolean()).isTrue();
        assertThat(muted.required("muting_expires_at").isNull()).isTrue();
    }

    @Test
    void refusesWhatIsNoDuration() {
        String ada = api.join(app, "muting_never");
        String bob = api.join(app, "muted_never");
        for (String duration : List.of("-1", "soon", "99999999999", "1.5")) {
            assertThat(mute(ada, bob, Map.of("duration", duration)).status()).isEqualTo(422);
        }
        assertThat(relationship(ada, bob).required("muting").asBoolean()).isFalse();
        assertThat(mute(ada, ada, Map.of()).status()).isEqualTo(403);
    }

    private static String id(String token) {
        return api.idOf(token);
    }

    private static Answer mute(String who, String whom, Map<String, String> options) {
        return api.post("/api/v1/accounts/" + id(whom) + "/mute", options, who);
    }

    private static JsonNode relationship(String viewer, String other) {
        return api.get("/api/v1/accounts/relationships?id[]=" + id(other), viewer)
                .json()
                .required(0);
    }
}
