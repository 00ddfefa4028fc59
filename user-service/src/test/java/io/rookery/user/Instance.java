package io.rookery.user;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** A running instance of the service, whose feed-service is a {@link FakeFeedService}. */
final class Instance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Instance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts an instance.
     *
     * @param more further Spring configurations
     */
    static Instance start(Map<String, String> properties, Class<?>... more) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("server.port", "0");
        all.put("management.server.port", "");
        all.put("rookery.discovery.register", "false");
        Instance instance =
                new Instance(
                        new SpringApplicationBuilder(UserServiceApplication.class, Fakes.class)
                                .sources(more)
                                .properties(all)
                                .run());
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        Api.of(instance).get("/actuator/health/readiness", null).status() == 200);
        return instance;
    }

    URI address() {
        return URI.create(
                "http://127.0.0.1:"
                        + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    FakeFeedService feed() {
        return bean(FakeFeedService.class);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Fakes {

        @Bean
        @Primary
        FakeFeedService fakeFeedService() {
            return new FakeFeedService();
        }
    }
}
