package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.user.Api.Answer;
import io.rookery.user.Api.App;
import io.rookery.user.session.Spellings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the rate limits of password attempts, sign-ups and registrations of applications. */
class SignInIT {

    private static final int BY_ACCOUNT = 10;
    private static final int BY_ADDRESS = 50;

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
    void countsWrongPasswordsByAccountOnAllInstancesHoweverTheNameIsSpelt() {
        first.join(app, "ada");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < BY_ACCOUNT; i++) {
            String name = i % 3 == 0 ? "ADA" : Spellings.of("ada@example.org", random);
            assertThat(signIn(i % 2 == 0 ? first : second, place(i), name, "wrong").status())
                    .as("seed %d, %s", seed, name)
                    .isEqualTo(400);
        }
        for (String name :
                List.of("ada", "ada@example.org", Spellings.of("ada@example.org", random))) {
            Answer refused = signIn(second, place(99), name, Api.PASSWORD);
            assertThat(refused.status()).as("seed %d, %s", seed, name).isEqualTo(429);
            assertThat(refused.field("error")).isEqualTo("Too many requests");
            assertThat(refused.headers().allValues("Retry-After")).hasSize(1);
            assertThat(retryAfter(refused)).isBetween(60L, 600L);
        }
    }

    @Test
    void saysThatNothingWasDoneWhenTooManyWaitForTheirPasswords() throws Exception {
        Api busy =
                Api.of(
                        platform.newInstance(
                                Map.of(
                                        "rookery.password.memory", "64MB",
                                        "rookery.password.concurrency", "1",
                                        "rookery.password.patience", "1ms")));
        List<Answer> answers =
                Concurrently.run(
                        IntStream.range(0, 12)
                                .<Callable<Answer>>mapToObj(
                                        i -> () -> signIn(busy, place(i), "nobody" + i, "wrong"))
                                .toList());

        assertThat(answers).extracting(Answer::status).contains(503).containsOnly(400, 503);
    }

    @Test
    void countsANameThatNoAccountHasAsItWouldAnAccount() {
        for (int i = 0; i < BY_ACCOUNT; i++) {
            assertThat(signIn(first, place(i), "no.such@example.org", "wrong").status())
                    .isEqualTo(400);
        }
        assertThat(signIn(second, place(99), "NO.such@example.org", "wrong").status())
                .isEqualTo(429);
        assertThat(signIn(second, place(99), "other.such@example.org", "wrong").status())
                .isEqualTo(400);
    }

    @Test
    void countsTriesThatAreMadeAtTheSameMoment() throws Exception {
        first.join(app, "rushed");
        List<Answer> answers =
                Concurrently.run(
                        IntStream.range(0, 30)
                                .<Callable<Answer>>mapToObj(i ->
                                        () ->
                                                signIn(
                                                        i % 2 == 0 ? first : second,
                                                        place(i),
                                                        "rushed",
                                                        "wrong"))
                                .toList());
        assertThat(answers).filteredOn(answer -> answer.status() == 400).hasSize(BY_ACCOUNT);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 400)
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(429));
    }

    @Test
    void takesBackATryThatWasRight() {
        first.join(app, "frequent");
        for (int i = 0; i < 2 * BY_ACCOUNT; i++) {
            assertThat(signIn(first, place(1), "frequent", Api.PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void forgetsWhenTheTimeHasPassedByTheDatabasesClock() throws Exception {
        first.join(app, "patient");
        exhaust("patient");
        platform.execute(
                "update sign_in_attempt set expires_at = now() where subject like 'account %'");
        assertThat(signIn(first, place(99), "patient", Api.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void neverLocksTheOwnersDeviceOut() {
        String token = first.join(app, "keeper");
        Answer before = signIn(first, place(50), "keeper", Api.PASSWORD);
        String cookie = before.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
        exhaust("keeper");
        exhaustAddress(place(50));
        assertThat(signIn(second, place(50), "keeper", Api.PASSWORD).status()).isEqualTo(429);
        Map<String, String> device =
                Map.of("X-Forwarded-For", place(50), "Cookie", cookie.split(";", -1)[0]);
        assertThat(signIn(second.with(device), "keeper", Api.PASSWORD).status())
                .as("known device, by its cookie")
                .isEqualTo(200);
        assertThat(showing(token, second.with(from(place(50))), "keeper", Api.PASSWORD).status())
                .as("known device, by a token")
                .isEqualTo(200);
        for (int i = 0; i < BY_ACCOUNT; i++) {
            assertThat(signIn(first.with(device), "keeper", "wrong").status()).isEqualTo(400);
        }
        assertThat(signIn(second.with(device), "keeper", Api.PASSWORD).status())
                .as("limit of wrong passwords from the device")
                .isEqualTo(429);
    }

    @Test
    void believesNoDeviceThatSomebodyElseHasSignedInOn() {
        first.join(app, "victim");
        first.join(app, "guesser");
        String own =
                signIn(first, place(60), "guesser", Api.PASSWORD)
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow()
                        .split(";", -1)[0];
        exhaust("victim");
        String victimId = first.get("/api/v1/accounts/lookup?acct=victim", null).field("id");
        String forged = own.replaceFirst("=\\d+", "=" + victimId);
        for (String cookie :
                List.of(own, forged, "rookery-device=~.~", "rookery-device=" + "x".repeat(3000))) {
            Map<String, String> headers = Map.of("X-Forwarded-For", place(60), "Cookie", cookie);
            assertThat(signIn(first.with(headers), "victim", Api.PASSWORD).status())
                    .as(cookie)
                    .isEqualTo(429);
        }
    }

    @Test
    void limitsWrongPasswordsFromOneAddressWhateverTheNames() {
        exhaustAddress("2001:db8:1:2::1");
        first.join(app, "neighbour");
        assertThat(signIn(first, "2001:db8:1:2:ffff::2", "neighbour", Api.PASSWORD).status())
                .as("the same network")
                .isEqualTo(429);
        assertThat(signIn(first, "2001:db8:1:3::1", "neighbour", Api.PASSWORD).status())
                .as("another network")
                .isEqualTo(200);
        assertThat(signIn(first, "10.9.9.9, 2001:db8:1:2::1, 10.0.0.7", "neighbour", "x").status())
                .as("forged X-Forwarded-For")
                .isEqualTo(429);
    }

    @Test
    void letsThoseInWhoHaveSignedInFromTheSameAddressBefore() {
        first.join(app, "regular");
        first.join(app, "newcomer");
        assertThat(signIn(first, place(80), "regular", Api.PASSWORD).status()).isEqualTo(200);
        exhaustAddress(place(80));
        assertThat(signIn(second, place(80), "newcomer", Api.PASSWORD).status()).isEqualTo(429);
        assertThat(signIn(second, place(80), "regular", Api.PASSWORD).status()).isEqualTo(200);
        for (int i = 0; i < BY_ACCOUNT; i++) {
            assertThat(signIn(first, place(80), "regular", "wrong").status()).isEqualTo(400);
        }
        assertThat(signIn(second, place(80), "regular", Api.PASSWORD).status())
                .as("the limit of the account still applies")
                .isEqualTo(429);
    }

    @Test
    void appliesToThePagesToo() {
        first.join(app, "paged");
        exhaust("paged");
        Map<String, String> authorize =
                Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        app.clientId(),
                        "redirect_uri",
                        Api.OUT_OF_BAND,
                        "username",
                        "paged",
                        "password",
                        Api.PASSWORD);
        assertThat(first.with(from(place(98))).post("/oauth/authorize", authorize, null).status())
                .isEqualTo(429);
        Answer page =
                first.with(from(place(98)))
                        .post(
                                "/oauth/sessions",
                                Map.of("username", "paged", "password", Api.PASSWORD),
                                null);
        assertThat(page.status()).isEqualTo(429);
        assertThat(page.text()).contains("Too many attempts");
        assertThat(retryAfter(page)).isGreaterThan(60);
    }

    @Test
    void keepsNobodyWaitingForTheManyThatComeFromAnotherAddress() throws Exception {
        Api slow =
                Api.of(
                        platform.newInstance(
                                Map.of(
                                        "rookery.password.concurrency", "1",
                                        "rookery.password.iterations", "10",
                                        "rookery.password.memory", "19MB",
                                        "rookery.password.patience", "30s")));
        first.join(app, "bystander");
        int guesses = 24;
        AtomicInteger looked = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < guesses; i++) {
                String name = "unknown" + i;
                threads.execute(() -> {
                    signIn(slow, place(70), name, "wrong");
                    looked.incrementAndGet();
                });
            }
            await().until(() -> looked.get() > 0);
            int before = looked.get();
            assertThat(signIn(slow, place(71), "bystander", Api.PASSWORD).status()).isEqualTo(200);
            assertThat(looked.get() - before)
                    .as("guesses that were checked first")
                    .isLessThan(guesses / 2);
        }
    }

    @Test
    void limitsSignUpsAndRegistrationsFromOneAddress() {
        Api strict =
                Api.of(
                        platform.newInstance(
                                Map.of(
                                        "rookery.sign-up.per-address", "2",
                                        "rookery.sign-up.total", "3",
                                        "rookery.session.registrations-per-address", "2")));
        assertThat(signUp(strict, "192.0.2.1", "one_a").status()).isEqualTo(200);
        assertThat(signUp(strict, "192.0.2.1", "one_b").status()).isEqualTo(200);
        Answer third = signUp(strict, "192.0.2.1", "one_c");
        assertThat(third.status()).isEqualTo(429);
        assertThat(retryAfter(third)).isGreaterThan(60);
        assertThat(signUp(strict, "192.0.2.2", "two_a").status()).isEqualTo(200);
        assertThat(signUp(strict, "192.0.2.3", "three_a").status())
                .as("from all addresses together")
                .isEqualTo(429);
        Map<String, String> form = Map.of("client_name", "x", "redirect_uris", Api.OUT_OF_BAND);
        for (int expected : List.of(200, 200, 429)) {
            assertThat(strict.with(from("192.0.2.1")).post("/api/v1/apps", form, null).status())
                    .isEqualTo(expected);
        }
        assertThat(strict.with(from("192.0.2.2")).post("/api/v1/apps", form, null).status())
                .isEqualTo(200);
    }

    private static Answer signUp(Api api, String address, String username) {
        return api.with(from(address)).trySignUp(app, username, username + "@example.org");
    }

    private static void exhaust(String name) {
        for (int i = 0; i < BY_ACCOUNT; i++) {
            assertThat(signIn(first, place(i), name, "wrong").status()).isEqualTo(400);
        }
    }

    private static void exhaustAddress(String address) {
        for (Api api : List.of(first, second)) {
            for (int i = 0; i < BY_ADDRESS; i++) {
                signIn(api, address, "nobody" + i, "wrong");
            }
        }
    }

    /** Returns a different client address for each number. */
    private static String place(int number) {
        return "198.51.100." + number;
    }

    private static Map<String, String> from(String address) {
        return Map.of("X-Forwarded-For", address);
    }

    private static Answer signIn(Api api, String address, String name, String password) {
        return signIn(api.with(from(address)), name, password);
    }

    private static Answer signIn(Api api, String name, String password) {
        return showing(null, api, name, password);
    }

    private static Answer showing(@Nullable String token, Api api, String name, String password) {
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", "password");
        form.put("client_id", app.clientId());
        form.put("client_secret", app.clientSecret());
        form.put("username", name);
        form.put("password", password);
        form.put("scope", "read");
        return api.post("/oauth/token", form, token);
    }

    private static long retryAfter(Answer answer) {
        return answer.headers().firstValueAsLong("Retry-After").orElseThrow();
    }
}
