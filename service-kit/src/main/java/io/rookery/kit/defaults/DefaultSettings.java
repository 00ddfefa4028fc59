package io.rookery.kit.defaults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Adds {@code rookery-defaults.yaml} as the property source with the lowest precedence. It runs
 * before Spring Boot reads its own files, because the defaults name some of those.
 */
public final class DefaultSettings implements EnvironmentPostProcessor, Ordered {

    private static final String FILE = "rookery-defaults.yaml";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        DefaultPropertiesPropertySource.addOrMerge(defaults(), environment.getPropertySources());
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    private static Map<String, Object> defaults() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        try {
            for (PropertySource<?> source :
                    new YamlPropertySourceLoader().load(FILE, new ClassPathResource(FILE))) {
                for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
                    defaults.put(name, Objects.requireNonNull(source.getProperty(name)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return defaults;
    }
}
