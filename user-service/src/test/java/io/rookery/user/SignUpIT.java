package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.shard.slot.Slots;
import io.rookery.user.Api.Answer;
import io.rookery.user.Api.App;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignUpIT {

    private static Platform platform;
    private static Api first;
    private static Api second;
    private static App app;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        platform = Platform.start(directory);
        first = Api.of(platform.newInstance());
        second = Api.of(platform.newInstance());
        app = first.registerApp();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void takesAnotherTokenWhenItsIdIsAnothers() throws Exception {
        platform.execute("create sequence made_tokens");
        platform.execute(
                """
                create function refuse_the_first() returns trigger language plpgsql as $$
                begin
                    return case when nextval('made_tokens') = 1 then null else new end;
                end $$\
                """);
        platform.execute(
                "create trigger refuse_the_first before insert on access_token"
                        + " for each row execute function refuse_the_first()");
        try {
            assertThat(first.trySignUp(app, "collides", "collides@example.org").status())
                    .isEqualTo(200);
        } finally {
            platform.execute("drop trigger refuse_the_first on access_token");
        }
    }

    @Test
    void makesAnAccountThatCanSignInByNameAndByAddressInAnyCase() {
        String token = first.join(app, "Ada_1");
        assertThat(first.get("/api/v1/accounts/verify_credentials", token).field("username"))
                .isEqualTo("Ada_1");
        for (String login : List.of("ada_1", "Ada_1", "ADA_1@Example.org", "ada_1@example.org")) {
            assertThat(signIn(login, Api.PASSWORD).status()).as(login).isEqualTo(200);
        }
        assertThat(signIn("ada_1", "something else").field("error")).isEqualTo("invalid_grant");
        assertThat(signIn("nobody", Api.PASSWORD).field("error")).isEqualTo("invalid_grant");
    }

    @Test
    void saysOfEachFieldWhatIsWrong() {
        Answer answer =
                first.post(
                        "/api/v1/accounts",
                        Map.of("username", "no spaces", "email", "nothing", "password", "short"),
                        app.token());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(error(answer, "username")).isEqualTo("ERR_INVALID");
        assertThat(error(answer, "email")).isEqualTo("ERR_INVALID");
        assertThat(error(answer, "password")).isEqualTo("ERR_TOO_SHORT");
        assertThat(error(answer, "agreement")).isEqualTo("ERR_ACCEPTED");
        assertThat(answer.field("error")).startsWith("Validation failed: Username must contain");
    }

    @Test
    void needsAnApplicationsToken() {
        assertThat(first.post("/api/v1/accounts", Api.signUp("x", "x@example.org"), null).status())
                .isEqualTo(401);
    }

    @Test
    void givesOneUsernameToOneOfManyAtTheSameMoment() throws Exception {
        List<Answer> answers =
                atOnce(
                        8,
                        i ->
                                api(i).trySignUp(
                                                app,
                                                i % 4 < 2 ? "Wanted" : "wanted",
                                                "w" + i + "@example.org"));
        assertOneWon(answers, "username");
        assertThat(platform.sum("select count(*) from account where username_key = 'wanted'"))
                .isEqualTo(1);
        assertThat(
                        platform.sum(
                                "select count(*) from email_claim where email like 'w_@example.org'"))
                .as("the addresses of refused sign-ups are free again")
                .isEqualTo(1);
    }

    @Test
    void givesOneAddressToOneOfManyAtTheSameMoment() throws Exception {
        List<Answer> answers =
                atOnce(
                        8,
                        i ->
                                api(i).trySignUp(
                                                app,
                                                "racer" + i,
                                                i % 4 < 2 ? "One@example.org" : "one@EXAMPLE.org"));
        assertOneWon(answers, "email");
        assertThat(platform.sum("select count(*) from account where username_key like 'racer%'"))
                .isEqualTo(1);
    }

    @Test
    void answersTheSameAccountToTheSameRequestAtTheSameMoment() throws Exception {
        Map<String, String> key = Map.of("Idempotency-Key", "one and the same");
        List<Answer> answers =
                atOnce(8, i -> api(i).with(key).trySignUp(app, "twin", "twin@example.org"));
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> first.idOf(answer.field("access_token")))
                .containsOnly(first.get("/api/v1/accounts/lookup?acct=twin", null).field("id"));
        assertThat(platform.sum("select count(*) from account where username_key = 'twin'"))
                .isEqualTo(1);
        assertThat(first.with(key).trySignUp(app, "twin", "twin@example.org").status())
                .as("repeated later")
                .isEqualTo(200);
        assertThat(first.trySignUp(app, "twin", "twin@example.org").status())
                .as("another request without the key")
                .isEqualTo(422);
    }

    @Test
    void doesNotLetAGuessedKeyIntoAnAccount() {
        Map<String, String> key = Map.of("Idempotency-Key", "1");
        first.with(key).trySignUp(app, "prey", "prey@example.org");
        Map<String, String> guessed = new HashMap<>(Api.signUp("prey", "prey@example.org"));
        guessed.put("password", "not the password");
        assertThat(second.with(key).post("/api/v1/accounts", guessed, app.token()).status())
                .isEqualTo(422);
    }

    @Test
    void takesOverAnAddressWhoseClaimantDied() throws Exception {
        long slot = Slots.of("left@example.org");
        claim(slot, "left@example.org", "now() - interval '1 minute'");
        assertThat(first.trySignUp(app, "heir", "left@example.org").status()).isEqualTo(200);
        assertThat(
                        platform.sum(
                                "select count(*) from email_claim where email = 'left@example.org' and confirmed"))
                .isEqualTo(1);
    }

    @Test
    void leavesAnAddressToAClaimantThatMayBeAlive() throws Exception {
        claim(Slots.of("held@example.org"), "held@example.org", "now()");
        Answer answer = first.trySignUp(app, "hasty", "held@example.org");
        assertThat(error(answer, "email")).isEqualTo("ERR_TAKEN");
    }

    @Test
    void keepsAnAddressWhoseConfirmationIsStillToCome() throws Exception {
        first.join(app, "slow");
        platform.execute(
                "update email_claim set confirmed = false, claimed_at = now() - interval '1 hour'"
                        + " where email = 'slow@example.org'");
        assertThat(error(first.trySignUp(app, "quick", "slow@example.org"), "email"))
                .isEqualTo("ERR_TAKEN");
    }

    /**
     * Inserts a row as a sign-up leaves it that crashed after its first step. Inserts it on both
     * shards; only the owning one uses it.
     */
    private static void claim(long slot, String email, String when) throws Exception {
        platform.execute(
                """
                insert into email_claim (slot, email, account_id, request_key, claimed_at)
                values (%d, '%s', 4711, 'of the dead', %s)\
                """
                        .formatted(slot, email, when));
    }

    private static Answer signIn(String login, String password) {
        return second.post(
                "/oauth/token",
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        app.clientId(),
                        "client_secret",
                        app.clientSecret(),
                        "username",
                        login,
                        "password",
                        password,
                        "scope",
                        "read"),
                null);
    }

    private static void assertOneWon(List<Answer> answers, String field) {
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> assertThat(error(answer, field)).isEqualTo("ERR_TAKEN"));
    }

    private static String error(Answer answer, String field) {
        return answer.json()
                .required("details")
                .required(field)
                .required(0)
                .required("error")
                .asString();
    }

    private static Api api(int i) {
        return i % 2 == 0 ? first : second;
    }

    private static List<Answer> atOnce(int count, IntFunction<Answer> call) throws Exception {
        return Concurrently.run(
                IntStream.range(0, count)
                        .<Callable<Answer>>mapToObj(i -> () -> call.apply(i))
                        .toList());
    }
}
