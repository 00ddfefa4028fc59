package io.rookery.acceptance.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.platform.Platform;
import io.rookery.acceptance.platform.RunningPlatform;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.population.Progress;
import io.rookery.acceptance.workload.Ledger;
import io.rookery.acceptance.workload.SteadyLoad;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A primary, a service instance and a Redis primary die, one after the other, at a steady rate. */
@ExtendWith(RunningPlatform.class)
class CrashesUnderLoadIT {

    private static final Logger log = LoggerFactory.getLogger(CrashesUnderLoadIT.class);
    private static final int PEOPLE = 60;
    private static final int REQUESTS_PER_SECOND = 40;

    private final Platform platform;

    CrashesUnderLoadIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void noRequestFailsAndNoAcknowledgedPostIsLostOrDoubled() throws Exception {
        Population people =
                Population.join(
                        SocialGraph.reedCollege().firstPeople(PEOPLE),
                        platform.application(),
                        "crash",
                        Progress.SILENT);
        people.befriend();

        Ledger ledger;
        try (SteadyLoad load =
                SteadyLoad.start(people, REQUESTS_PER_SECOND, 7, "crashes under load")) {
            ledger = load.ledger();
            platform.awaitRequests(ledger, 200);

            platform.killPrimaryOf("shard-0");
            platform.awaitRequests(ledger, 400);
            platform.awaitWhole();

            platform.kill("feed-service-0");
            platform.awaitRequests(ledger, 400);
            platform.awaitWhole();

            platform.killARedisPrimary();
            platform.awaitRequests(ledger, 400);
            platform.awaitWhole();
        }
        log.info(
                "{} requests through three crashes: {} failed, median {} ms, longest {} ms.",
                ledger.requests(),
                ledger.failures().size(),
                ledger.latency(0.5).toMillis(),
                ledger.longest().toMillis());

        assertThat(ledger.failures()).isEmpty();
        assertThat(ledger.unknown()).isEmpty();
        assertThat(ledger.acknowledged()).isNotEmpty();
        everyAcknowledgedPostIsThereExactlyOnce(people, ledger);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(people.differences()).isEqualTo(List.of()));
        platform.expectNoErrorInAnyLog();
    }

    private static void everyAcknowledgedPostIsThereExactlyOnce(Population people, Ledger ledger) {
        Map<Integer, Set<Long>> expected = new HashMap<>();
        ledger.acknowledged()
                .values()
                .forEach(post ->
                        expected.computeIfAbsent(post.author(), _ -> new HashSet<>())
                                .add(post.id()));
        expected.forEach((author, ids) -> {
            Person person = people.person(author);
            List<Long> own = person.pages("/api/v1/accounts/" + person.id() + "/statuses", 10_000);
            assertThat(own).doesNotHaveDuplicates();
            assertThat(new HashSet<>(own)).isEqualTo(ids);
        });
    }
}
