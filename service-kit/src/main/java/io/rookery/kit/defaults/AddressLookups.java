package io.rookery.kit.defaults;

import java.security.Security;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Limits how long the JVM caches name lookups: successful ones for 5 s, failed ones for 1 s. By
 * default failed ones are cached for 10 s: a host whose network is back could not reach its
 * database engines for that long. These are security properties, read at the first lookup. The
 * system property {@code sun.net.inetaddr.negative.ttl} has no effect: the JDK's {@code
 * java.security} file sets the security property, which takes precedence.
 */
public final class AddressLookups implements EnvironmentPostProcessor, Ordered {

    private static final String FOUND_SECONDS = "5";
    private static final String NOT_FOUND_SECONDS = "1";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        Security.setProperty("networkaddress.cache.ttl", FOUND_SECONDS);
        Security.setProperty("networkaddress.cache.negative.ttl", NOT_FOUND_SECONDS);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
