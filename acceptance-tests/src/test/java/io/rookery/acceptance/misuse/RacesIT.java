package io.rookery.acceptance.misuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.platform.Platform;
import io.rookery.acceptance.platform.PlatformExtension;
import io.rookery.acceptance.population.Population;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests races: the gateway spreads simultaneous equal requests over the instances, and only one of
 * them may win.
 */
@ExtendWith(PlatformExtension.class)
class RacesIT {

    private static final int AT_ONCE = 6;

    private final Platform platform;

    RacesIT(Platform platform) {
        this.platform = platform;
    }

    @RepeatedTest(5)
    void oneOfManySignUpsWithTheSameNameWins(RepetitionInfo round) throws Exception {
        String name = platform.unused("race_name_" + round.getCurrentRepetition());
        List<ApiResponse> answers =
                together(number ->
                        platform.application()
                                .trySignUp(
                                        number % 2 == 0 ? name : "R" + name.substring(1),
                                        name + number + "@example.org",
                                        Population.password()));

        assertThat(answers).extracting(ApiResponse::status).containsOnlyOnce(200);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer ->
                        assertThat(answer.body().at("/details/username/0/error").asString())
                                .isEqualTo("ERR_TAKEN"));
    }

    @RepeatedTest(5)
    void oneOfManySignUpsWithTheSameEmailWins(RepetitionInfo round) throws Exception {
        int repetition = round.getCurrentRepetition();
        String email = platform.unused("race.email." + repetition) + "@example.org";
        List<ApiResponse> answers =
                together(number ->
                        platform.application()
                                .trySignUp(
                                        platform.unused("race_mail_" + repetition + "_" + number),
                                        number % 2 == 0 ? email : email.toUpperCase(Locale.ROOT),
                                        Population.password()));

        assertThat(answers).extracting(ApiResponse::status).containsOnlyOnce(200);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer ->
                        assertThat(answer.body().at("/details/email/0/error").asString())
                                .isEqualTo("ERR_TAKEN"));
    }

    @RepeatedTest(5)
    void anIdempotencyKeyGivesOneStatusHoweverOftenItIsSent(RepetitionInfo round) throws Exception {
        Person ada = platform.newPerson("race_key_" + round.getCurrentRepetition());
        List<ApiResponse> answers =
                together(_ ->
                        ada.api()
                                .send(
                                        ada.api()
                                                .withForm(
                                                        "POST",
                                                        "/api/v1/statuses",
                                                        ada.token(),
                                                        Map.of("status", "only once"))
                                                .header("Idempotency-Key", "the key")));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(new HashSet<>(answers.stream().map(answer -> answer.field("id")).toList()))
                .hasSize(1);
        assertThat(ada.pages("/api/v1/accounts/" + ada.id() + "/statuses", 100)).hasSize(1);
    }

    @RepeatedTest(5)
    void anIdempotencyKeyRegistersOneApplicationHoweverOftenItIsSent(RepetitionInfo round)
            throws Exception {
        ApiClient api = platform.api();
        Map<String, String> form =
                Map.of(
                        "client_name",
                        "race " + round.getCurrentRepetition(),
                        "redirect_uris",
                        Application.OUT_OF_BAND);
        List<ApiResponse> answers =
                together(_ ->
                        api.send(
                                api.withForm("POST", "/api/v1/apps", Optional.empty(), form)
                                        .header("Idempotency-Key", "the key")));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(new HashSet<>(answers.stream().map(ApiResponse::body).toList())).hasSize(1);
    }

    @Test
    void countsAgreeWithRowsAfterEverybodyFavouritesAndFollowsAtOnce() throws Exception {
        Person star = platform.newPerson("race_star");
        long status = star.publish("Like me");
        List<Person> fans = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            fans.add(platform.newPerson("race_fan_" + i));
        }

        together(number -> {
            Person fan = fans.get(number);
            fan.follow(star).expectSuccess();
            fan.post("/api/v1/statuses/" + status + "/favourite").expectSuccess();
            fan.post("/api/v1/statuses/" + status + "/reblog").expectSuccess();
            if (number % 2 == 0) {
                fan.unfollow(star).expectSuccess();
                fan.post("/api/v1/statuses/" + status + "/unfavourite").expectSuccess();
                fan.post("/api/v1/statuses/" + status + "/unreblog").expectSuccess();
            }
            return fan.get("/api/v1/accounts/verify_credentials");
        });

        ApiResponse seen = star.get("/api/v1/statuses/" + status);
        assertThat(seen.body().path("favourites_count").asInt()).isEqualTo(AT_ONCE / 2);
        assertThat(seen.body().path("reblogs_count").asInt()).isEqualTo(AT_ONCE / 2);
        assertThat(star.get("/api/v1/statuses/" + status + "/favourited_by").ids())
                .hasSize(AT_ONCE / 2);
        assertThat(star.get("/api/v1/accounts/" + star.id()).body().path("followers_count").asInt())
                .isEqualTo(AT_ONCE / 2);
        assertThat(star.get("/api/v1/accounts/" + star.id() + "/followers").ids())
                .hasSize(AT_ONCE / 2);
    }

    private static List<ApiResponse> together(IntFunction<ApiResponse> request)
            throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<ApiResponse>> answers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                int number = i;
                answers.add(
                        threads.submit(() -> {
                            await(start);
                            return request.apply(number);
                        }));
            }
            List<ApiResponse> all = new ArrayList<>();
            for (Future<ApiResponse> answer : answers) {
                all.add(answer.get());
            }
            return all;
        }
    }

    private static void await(CyclicBarrier start) throws InterruptedException {
        try {
            start.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
