package io.rookery.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.platform.LaunchedPlatform;
import io.rookery.acceptance.platform.PlatformExtension;
import io.rookery.acceptance.platform.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests distributed tracing: all work that a request causes belongs to one trace. */
@Tag(PlatformExtension.LAPTOP)
@ExtendWith(PlatformExtension.class)
class TraceIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CALLER = "00f067aa0ba902b7";

    private final LaunchedPlatform platform;

    TraceIT(LaunchedPlatform platform) {
        this.platform = platform;
    }

    @Test
    void aPostIsOneTraceFromTheGatewayToTheTimelinesOfFollowers() {
        Person author = platform.newPerson("traced_author");
        Person follower = platform.newPerson("traced_follower");
        follower.follow(author).expectSuccess();
        String trace = UUID.randomUUID().toString().replace("-", "");

        platform.api()
                .send(
                        platform.api()
                                .withForm(
                                        "POST",
                                        "/api/v1/statuses",
                                        author.token(),
                                        Map.of("status", "Follow me"))
                                .header("traceparent", "00-" + trace + "-" + CALLER + "-01"))
                .expectSuccess();

        await().atMost(SOON).untilAsserted(() -> assertIsWhole(trace));
    }

    private void assertIsWhole(String trace) {
        List<Span> spans = platform.spansOf(trace);
        List<Span> door = spans.stream().filter(span -> span.parent().equals(CALLER)).toList();
        assertThat(door).extracting(Span::service).containsExactly("gateway");
        List<Span> attempt = children(spans, door, "gateway", "POST feed-service");
        assertThat(attempt.getLast().attributes())
                .containsEntry("http.response.status_code", "200")
                .containsKey("rookery.instance");
        List<Span> publishing = children(spans, attempt, "feed-service", "POST /api/v1/statuses");
        List<Span> transaction = children(spans, publishing, "feed-service", "shard write");
        assertThat(transaction.getLast().attributes())
                .containsKeys("rookery.shard", "rookery.shard.attempts");
        List<Span> fanout = children(spans, publishing, "feed-service", "event home-fanout");
        List<Span> question = children(spans, fanout, "feed-service", "GET user-service");
        List<Span> followers =
                children(spans, question, "user-service", "GET /internal/accounts/{id}/followers");
        children(spans, followers, "user-service", "shard read");
    }

    @Test
    void aRequestIsNamedInItsAnswerAsInTheLog() {
        ApiResponse answer =
                platform.api()
                        .post(
                                "/oauth/revoke",
                                Optional.empty(),
                                Map.of(
                                        "client_id", platform.application().clientId(),
                                        "client_secret", platform.application().clientSecret(),
                                        "token", "none"))
                        .expectSuccess();

        String name = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(name).matches("[0-9a-f]{32}");
        await().atMost(SOON).until(() -> platform.hasLogged("gateway", "trace=" + name));
        assertThat(platform.spansOf(name)).isEmpty();
    }

    private static List<Span> children(
            List<Span> spans, List<Span> parents, String service, String name) {
        Set<String> ids = parents.stream().map(Span::id).collect(Collectors.toSet());
        List<Span> found =
                spans.stream()
                        .filter(span ->
                                ids.contains(span.parent())
                                        && span.service().equals(service)
                                        && span.name().equals(name))
                        .toList();
        assertThat(found).as("%s of %s among %s", name, service, spans).isNotEmpty();
        return found;
    }
}
