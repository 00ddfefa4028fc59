package io.rookery.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;

/** Tests each load-balancing policy, with a gateway that is set to it and three instances. */
class LoadBalancingIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String COOKIE = "rookery-feed-service";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir private static Path directory;
    private static Registry registry;
    private static Backend user;
    private static String keys;

    private final List<Backend> feeds = new ArrayList<>();
    private @Nullable ConfigurableApplicationContext gateway;

    @BeforeAll
    static void startRegistry() throws Exception {
        keys =
                new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("k").generate().toPublicJWK())
                        .toString();
        registry = Registry.start(directory);
        user = new Backend();
        registry.register("user-service", user);
    }

    @AfterAll
    static void stopRegistry() {
        user.close();
        registry.close();
    }

    /** The first instance has three times the weight of each of the others. */
    @BeforeEach
    void startInstances() throws Exception {
        for (int weight : List.of(3, 1, 1)) {
            Backend feed = new Backend();
            feeds.add(feed);
            registry.register("feed-service", feed, weight);
        }
    }

    @AfterEach
    void stopInstances() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        for (Backend feed : feeds) {
            registry.withdraw("feed-service", feed);
            feed.close();
        }
    }

    @Test
    void sparesAnInstanceThatHasYetToAnswer() throws Exception {
        startGateway();
        Backend slow = feeds.get(1);
        slow.hold();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            await().until(() -> {
                var _ = clients.submit(() -> send(null));
                return !slow.seen().isEmpty();
            });
            int before = slow.seen().size();
            sendMany(30);
            assertThat(slow.seen()).hasSize(before);
        } finally {
            slow.release();
        }
    }

    @Test
    void goesRoundInTurnWhateverTheWeights() throws Exception {
        startGateway();
        sendMany(300);
        assertThat(shares()).containsExactly(100, 100, 100);
    }

    @Test
    void givesEachInstanceItsWeight() throws Exception {
        startGateway("--rookery.load-balancing.strategy=weighted");
        sendMany(300);
        assertThat(shares()).containsExactly(180, 60, 60);
    }

    @Test
    void givesALostInstancesShareToTheOthersByWeight() throws Exception {
        startGateway("--rookery.load-balancing.strategy=weighted");
        feeds.get(1).close();
        sendMany(20);
        int heavyBefore = shares().get(0);
        int lightBefore = shares().get(2);
        sendMany(200);
        assertThat(shares().get(0) - heavyBefore).isEqualTo(150);
        assertThat(shares().get(2) - lightBefore).isEqualTo(50);
    }

    @Test
    void hitsEveryInstanceAtRandom() throws Exception {
        startGateway("--rookery.load-balancing.strategy=random");
        List<String> order = sendMany(300);
        // Fewer than 50 of 300, where 100 are expected, is six standard deviations off.
        assertThat(shares()).allMatch(share -> share > 50);
        long repeated =
                IntStream.range(1, order.size())
                        .filter(i -> order.get(i).equals(order.get(i - 1)))
                        .count();
        // Round robin would never choose the same instance twice in a row.
        assertThat(repeated).isPositive();
    }

    @Test
    void keepsAClientWithItsInstanceUntilThatDies() throws Exception {
        startGateway("--rookery.load-balancing.sticky=true");
        HttpResponse<String> first = send(null);
        String cookie = cookieIn(first);
        assertThat(first.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly")
                .doesNotContain("127.0.0.1");
        for (int i = 0; i < 50; i++) {
            HttpResponse<String> answer = send(cookie);
            assertThat(answer.body()).isEqualTo(first.body());
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }

        instanceOf(first).close();

        HttpResponse<String> moved = send(cookie);
        assertThat(moved.statusCode()).isEqualTo(200);
        assertThat(moved.body()).isNotEqualTo(first.body());
        String next = cookieIn(moved);
        for (int i = 0; i < 50; i++) {
            assertThat(send(next).body()).isEqualTo(moved.body());
        }
    }

    @Test
    void spreadsClientsThatHaveNoCookieYet() throws Exception {
        startGateway("--rookery.load-balancing.sticky=true");
        sendMany(30);
        assertThat(shares()).containsExactly(10, 10, 10);
    }

    private void startGateway(String... settings) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--management.server.port=0",
                                "--spring.cloud.zookeeper.connect-string="
                                        + registry.connectString(),
                                "--rookery.identity.signing-key="
                                        + Registry.keysOfTheGateway()
                                                .get("rookery.identity.signing-key"),
                                "--rookery.identity.peer-keys="
                                        + Registry.keysOfTheGateway()
                                                .get("rookery.identity.peer-keys"),
                                "--rookery.security.token-verification-keys=" + keys));
        arguments.addAll(List.of(settings));
        gateway =
                new SpringApplicationBuilder(GatewayApplication.class)
                        .run(arguments.toArray(String[]::new));
        DiscoveryClient discovery = gateway.getBean(DiscoveryClient.class);
        await().atMost(LONG)
                .until(() -> discovery.getInstances("feed-service").size() == feeds.size());
    }

    /** Sends requests; returns which instance has answered each of them. */
    private List<String> sendMany(int count) throws Exception {
        List<String> answers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            HttpResponse<String> answer = send(null);
            assertThat(answer.statusCode()).isEqualTo(200);
            answers.add(answer.body());
        }
        return answers;
    }

    private List<Integer> shares() {
        return feeds.stream().map(feed -> feed.seen().size()).toList();
    }

    private Backend instanceOf(HttpResponse<String> answer) {
        return feeds.stream()
                .filter(feed -> answer.body().contains(Integer.toString(feed.port())))
                .findFirst()
                .orElseThrow();
    }

    private static String cookieIn(HttpResponse<String> answer) {
        HttpCookie cookie =
                HttpCookie.parse(answer.headers().firstValue("Set-Cookie").orElseThrow())
                        .getFirst();
        assertThat(cookie.getName()).isEqualTo(COOKIE);
        return cookie.getValue();
    }

    private HttpResponse<String> send(@Nullable String cookie) throws Exception {
        assertThat(gateway).isNotNull();
        String port = gateway.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/v1/timelines/public"));
        if (cookie != null) {
            request.header("Cookie", COOKIE + '=' + cookie);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
