package io.rookery.kit.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.secret.ServiceKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Needs no real engine, such as a database: an instance must report its status even when what it
 * uses is unavailable.
 */
class InstanceStatusIT {

    private static final ServiceKeys KEYS = ServiceKeys.generate();
    private static final String TOKEN = KEYS.token("storage-service", "feed-service");

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Test
    void areToldOnTheInstancesOwnPortToStorageService() throws Exception {
        try (ConfigurableApplicationContext instance = start()) {
            String port = port(instance, "local.server.port");
            HttpResponse<String> answer = get(port, TOKEN);
            InstanceStatus vitals =
                    instance.getBean(JsonMapper.class)
                            .readValue(answer.body(), InstanceStatus.class);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(vitals.service()).isEqualTo("feed-service");
            assertThat(vitals.instance()).isEqualTo("127.0.0.1:" + port);
            assertThat(vitals.started()).isBefore(Instant.ofEpochMilli(vitals.clock() + 1));
            assertThat(vitals.heap().max()).isPositive();
            assertThat(vitals.load()).isEqualTo(new InstanceStatus.Load(0, 0));
            assertThat(vitals.callees()).isEmpty();
            assertThat(vitals.passedOver()).isEmpty();
            assertThat(get(port, "wrong").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void areToldOnTheManagementPortOnlyWhereThereIsOne() throws Exception {
        try (ConfigurableApplicationContext instance = start("--management.server.port=0")) {
            String management = port(instance, "local.management.port");
            assertThat(get(management, TOKEN).statusCode()).isEqualTo(200);
            assertThat(get(management, TOKEN).body())
                    .contains("127.0.0.1:" + port(instance, "local.server.port"));
            assertThat(get(management, "wrong").statusCode()).isEqualTo(401);
            assertThat(get(port(instance, "local.server.port"), TOKEN).statusCode()).isEqualTo(404);
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        Map<String, String> keys = KEYS.propertiesOf("feed-service");
        return new SpringApplicationBuilder(Application.class)
                .run(
                        Stream.concat(
                                        Stream.of(
                                                "--spring.application.name=feed-service",
                                                "--server.port=0",
                                                "--server.address=127.0.0.1",
                                                "--rookery.discovery.register=false",
                                                "--rookery.identity.signing-key="
                                                        + keys.get("rookery.identity.signing-key"),
                                                "--rookery.identity.peer-keys="
                                                        + keys.get("rookery.identity.peer-keys"),
                                                "--spring.cloud.zookeeper.connect-string="
                                                        + "127.0.0.1:1"),
                                        Stream.of(arguments))
                                .toArray(String[]::new));
    }

    private static String port(ConfigurableApplicationContext instance, String name) {
        return instance.getEnvironment().getRequiredProperty(name);
    }

    private static HttpResponse<String> get(String port, String credential) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + port + "/internal/vitals"))
                            .header("Authorization", "Bearer " + credential)
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
