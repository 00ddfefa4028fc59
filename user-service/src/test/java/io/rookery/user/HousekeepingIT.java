package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.slot.Slots;
import io.rookery.user.Api.App;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.scheduling.config.ScheduledTaskHolder;

class HousekeepingIT {

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
    void forgetsTokensThatEndedADayAgoAndKeepsTheirRevocation() throws Exception {
        String ended = api.join(app, "ended");
        String justEnded = api.join(app, "just");
        revoke(ended);
        platform.execute("update access_token set ended_at = now() - interval '25 hours'");
        revoke(justEnded);
        long revocations = platform.sum("select count(*) from revocation");
        keepHouse();

        assertThat(platform.sum("select count(*) from access_token where revoked")).isEqualTo(1);
        assertThat(platform.sum("select count(*) from revocation")).isEqualTo(revocations);
        assertThat(api.get("/api/v1/accounts/verify_credentials", ended).status()).isEqualTo(401);
    }

    @Test
    void forgetsApplicationsThatNeverUsedTheirSecret() throws Exception {
        api.post(
                "/api/v1/apps",
                Map.of("client_name", "unused", "redirect_uris", Api.OUT_OF_BAND),
                null);
        platform.execute("update client_application set registered_at = now() - interval '8 days'");
        assertThat(applications("unused")).isEqualTo(1);
        keepHouse();

        assertThat(applications("unused")).isZero();
        assertThat(applications("test")).isPositive();
    }

    @Test
    void keepsAnApplicationThatHasOnlyEverSignedPeopleIn() throws Exception {
        App signingIn = api.registerApp();
        platform.execute("update client_application set secret_seed = 'told'");
        api.join(signingIn, "signs");
        assertThat(
                        api.post(
                                        "/oauth/token",
                                        Map.of(
                                                "grant_type",
                                                "password",
                                                "username",
                                                "signs",
                                                "password",
                                                Api.PASSWORD,
                                                "scope",
                                                "read",
                                                "client_id",
                                                signingIn.clientId(),
                                                "client_secret",
                                                signingIn.clientSecret()),
                                        null)
                                .status())
                .isEqualTo(200);
        assertThat(
                        platform.sum(
                                "select count(*) from client_application where secret_seed is null"
                                        + " and client_id = '%s'".formatted(signingIn.clientId())))
                .isEqualTo(1);
        platform.execute("update client_application set secret_seed = null");
    }

    @Test
    void settlesClaimsToAddressesThatNobodyHasConfirmed() throws Exception {
        String token = api.join(app, "claims");
        platform.execute(
                "update email_claim set confirmed = false, claimed_at = now() - interval '2 days'"
                        + " where email = 'claims@example.org'");
        String nobodys = "nobody@example.org";
        long neverMade = new IdGenerator(InstantSource.system()).next(Slots.ofUsername("never"));
        platform.execute(
                """
                insert into email_claim (slot, email, account_id, request_key, claimed_at)
                select slot, '%s', %d, 'key', now() - interval '2 days'
                from (values (%d)) as it(slot)
                where (slot < 8192) = (inet_server_port() = %d)\
                """
                        .formatted(
                                nobodys,
                                neverMade,
                                Slots.of(nobodys),
                                platform.portOfFirstShard()));
        keepHouse();

        assertThat(claims("email = '%s'".formatted(nobodys))).isZero();
        assertThat(claims("email = 'claims@example.org' and confirmed")).isEqualTo(1);
        assertThat(api.get("/api/v1/accounts/verify_credentials", token).status()).isEqualTo(200);

        assertThat(platform.sum("select count(*) from sign_up where not created")).isEqualTo(1);
        platform.execute(
                "update sign_up set decided_at = now() - interval '2 days' where not created");
        keepHouse();
        assertThat(platform.sum("select count(*) from sign_up where not created")).isZero();
    }

    private static void keepHouse() {
        instance.bean(ScheduledTaskHolder.class)
                .getScheduledTasks()
                .forEach(task -> task.getTask().getRunnable().run());
    }

    private static void revoke(String token) {
        api.post(
                "/oauth/revoke",
                Map.of(
                        "token", token,
                        "client_id", app.clientId(),
                        "client_secret", app.clientSecret()),
                null);
    }

    private static long applications(String name) throws Exception {
        return platform.sum(
                "select count(*) from client_application where name = '%s'".formatted(name));
    }

    private static long claims(String condition) throws Exception {
        return platform.sum("select count(*) from email_claim where " + condition);
    }
}
