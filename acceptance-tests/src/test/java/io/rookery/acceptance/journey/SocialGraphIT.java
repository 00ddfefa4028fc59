package io.rookery.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.platform.Platform;
import io.rookery.acceptance.platform.PlatformExtension;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.population.Progress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Loads a quarter of the social graph of a college through the API and checks all home timelines.
 * {@code ./rookery demo} does the same with the whole graph.
 */
@ExtendWith(PlatformExtension.class)
class SocialGraphIT {

    private static final int PEOPLE = 250;
    private static final int STATUSES = 1_000;
    private static final long SEED = 98;

    private final Platform platform;

    SocialGraphIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void everyHomeTimelineHoldsExactlyWhatTheGraphSays() {
        SocialGraph graph = SocialGraph.reedCollege().firstPeople(PEOPLE);
        assertThat(graph.people()).isEqualTo(PEOPLE);
        assertThat(graph.friendships()).hasSize(1_263);

        Population college =
                Population.join(
                        graph, platform.application(), platform.unused("reed"), Progress.SILENT);
        college.befriend();
        college.publish(STATUSES, SEED);

        // Fan-out is asynchronous and may finish a moment after the last post.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(college.differences()).isEqualTo(List.of()));
        for (int number = 0; number < graph.people(); number++) {
            Person person = college.person(number);
            ApiResponse account = person.get("/api/v1/accounts/" + person.id());
            assertThat(account.body().path("followers_count").asInt())
                    .isEqualTo(graph.friendsOf(number).size());
        }
    }
}
