package io.rookery.kit.defaults;

import java.security.Security;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Has the JVM ask soon again for the addresses of names: 5 s after they were found, 1 s after they
 * were not. By itself it believes for 10 s that a name has no address, which is how long a host
 * that is back on its network would go on without its engines. It reads this when the first name is
 * looked up; of the properties on a command line that say the same, it does not heed the second.
 */
public final class AddressLookups implements EnvironmentPostProcessor, Ordered {

    private static final String FOUND_SECONDS = "5";
    private static final String NOT_FOUND_SECONDS = "1";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        askSoonAgain();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    static void askSoonAgain() {
        Security.setProperty("networkaddress.cache.ttl", FOUND_SECONDS);
        Security.setProperty("networkaddress.cache.negative.ttl", NOT_FOUND_SECONDS);
    }
}
