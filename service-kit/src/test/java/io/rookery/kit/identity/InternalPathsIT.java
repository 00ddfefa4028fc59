package io.rookery.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.launcher.secret.CallerTrial;
import io.rookery.launcher.secret.ServiceKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Needs no real engine, such as a database. */
class InternalPathsIT {

    private static final ServiceKeys KEYS = ServiceKeys.generate();
    private static final String DIGEST =
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"; // of "secret"

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @RestController
    @AllowedPeers(Peer.USER_SERVICE)
    static class Declared {

        @GetMapping("/internal/one")
        String one() {
            return "one";
        }

        @AllowedPeers({Peer.GATEWAY, Peer.STORAGE_SERVICE})
        @GetMapping("/v1/two")
        String two() {
            return "two";
        }
    }

    @RestController
    static class Undeclared {

        @GetMapping("/internal/three")
        String three() {
            return "three";
        }
    }

    @RestController
    static class Misleading {

        @AllowedPeers(Peer.GATEWAY)
        @GetMapping("/api/four")
        String four() {
            return "four";
        }
    }

    @Test
    void areOpenToThoseWhomTheyNameOnly() throws Exception {
        try (ConfigurableApplicationContext instance = start(Declared.class)) {
            assertThat(get(instance, "/internal/one", token("user-service"))).isEqualTo(200);
            assertThat(get(instance, "/internal/one", token("gateway"))).isEqualTo(403);
            assertThat(get(instance, "/v1/two", token("user-service"))).isEqualTo(403);
            assertThat(get(instance, "/v1/two", token("gateway"))).isEqualTo(200);
            assertThat(get(instance, "/v1/two", token("storage-service"))).isEqualTo(200);
            assertThat(get(instance, "/internal/one", KEYS.token("user-service", "gateway")))
                    .isEqualTo(401);
            assertThat(get(instance, "/internal/one", "anything")).isEqualTo(401);
            for (String detour :
                    List.of(
                            "/internal//one",
                            "/x/../internal/one",
                            "/internal/one;x",
                            "/%69nternal/one")) {
                assertThat(get(instance, detour, "anything")).isNotEqualTo(200);
            }
        }
    }

    @Test
    void stopTheStartWhenTheyNameNobodyAndOtherPathsWhenTheyNameSomebody() {
        assertThatThrownBy(() -> start(Undeclared.class))
                .hasMessageContaining("GET /internal/three does not say who may call it");
        assertThatThrownBy(() -> start(Misleading.class))
                .hasMessageContaining("@AllowedPeers has no effect on [/api/four]");
    }

    @Test
    void keepWhatAnInstanceSaysOfItselfToTheOperatorAndToWhoeverCollectsMetrics() throws Exception {
        for (String port : List.of("server", "management")) {
            String apart = port.equals("management") ? "--management.server.port=0" : "--x=y";
            try (ConfigurableApplicationContext instance =
                    start(Declared.class, apart, "--rookery.identity.metrics-digests=" + DIGEST)) {
                for (String path :
                        List.of(
                                "/actuator",
                                "/actuator/info",
                                "/actuator/metrics",
                                "/actuator/prometheus",
                                "/actuator/health/../prometheus",
                                "/actuator//prometheus",
                                "/actuator;health/prometheus")) {
                    assertThat(get(instance, port, path, "anything")).as(path).isIn(400, 401);
                    assertThat(get(instance, port, path, token("gateway"))).isIn(400, 403);
                }
                assertThat(get(instance, port, "/actuator/prometheus", "secret")).isEqualTo(200);
                assertThat(get(instance, port, "/actuator/prometheus", token("operator")))
                        .isEqualTo(200);
                assertThat(get(instance, port, "/actuator/health/liveness", "anything"))
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void ofAManagementPortAreOpenToTheSameCallers() throws Exception {
        try (ConfigurableApplicationContext instance =
                start(Declared.class, "--management.server.port=0")) {
            String port = instance.getEnvironment().getRequiredProperty("local.management.port");
            assertThat(
                            new CallerTrial(
                                            URI.create("http://127.0.0.1:" + port),
                                            "feed-service",
                                            KEYS)
                                    .lettingIn(
                                            List.of(
                                                    "GET /internal/vitals",
                                                    "GET /actuator/prometheus",
                                                    "GET /actuator/metrics")))
                    .containsExactly(
                            "GET /internal/vitals: storage-service, operator",
                            "GET /actuator/prometheus: operator",
                            "GET /actuator/metrics: operator");
        }
    }

    private static String token(String from) {
        return KEYS.token(from, "feed-service");
    }

    private static ConfigurableApplicationContext start(Class<?> controller, String... more) {
        Map<String, String> keys = KEYS.propertiesOf("feed-service");
        List<String> arguments = new ArrayList<>();
        keys.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.addAll(
                List.of(
                        "--spring.application.name=feed-service",
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--rookery.discovery.register=false",
                        "--spring.cloud.zookeeper.connect-string=127.0.0.1:1"));
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(Application.class, controller)
                .run(arguments.toArray(String[]::new));
    }

    private static int get(ConfigurableApplicationContext instance, String path, String token)
            throws Exception {
        return get(instance, "server", path, token);
    }

    private static int get(
            ConfigurableApplicationContext instance, String port, String path, String token)
            throws Exception {
        String at = instance.getEnvironment().getRequiredProperty("local." + port + ".port");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
