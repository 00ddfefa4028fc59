package io.rookery.acceptance.platform;

import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.process.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * JUnit extension that gives tests a platform. It is the one at the address in the system property
 * {@value #ADDRESS}, or one that is started once for all tests. Tests that need more than the API
 * ask for a {@link LaunchedPlatform} and have the tag {@value #LAPTOP}.
 */
public final class PlatformExtension implements ParameterResolver {

    /** Tag of the tests that need the launcher's platform. */
    public static final String LAPTOP = "laptop";

    private static final String ADDRESS = "rookery.platform";

    private static final Path DIRECTORY = Path.of("target", "platform").toAbsolutePath();

    /** Makes password hashing cheap, because the tests sign up a thousand people. */
    private static final Map<String, String> CHEAP_PASSWORDS =
            Map.of("rookery.password.memory", "1MB", "rookery.password.iterations", "1");

    /** Number of consecutive ports that a platform uses, from the gateway's port on. */
    private static final int PORTS = 300;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Platform.class.isAssignableFrom(parameter.getParameter().getType());
    }

    @Override
    public Platform resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(PlatformExtension.class))
                .computeIfAbsent(Platform.class, _ -> start(), Platform.class);
    }

    private static Platform start() {
        String address = System.getProperty(ADDRESS);
        return address == null ? launch() : new RemotePlatform(URI.create(address));
    }

    private static LaunchedPlatform launch() {
        try {
            Directories.delete(DIRECTORY);
            SpanCollector spans = SpanCollector.start();
            return new LaunchedPlatform(
                    Cluster.start(
                            ClusterSettings.in(DIRECTORY)
                                    .withPort(FreePorts.reserve(PORTS))
                                    .withProperties(properties(spans.endpoint()))),
                    spans);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the settings of the services. Only requests that belong to a sampled trace are
     * recorded.
     */
    private static Map<String, Map<String, String>> properties(String collector) {
        Map<String, String> traces =
                Map.of(
                        "management.opentelemetry.tracing.export.otlp.endpoint", collector,
                        "management.opentelemetry.tracing.export.schedule-delay", "100ms",
                        "management.tracing.sampling.probability", "0");
        Map<String, String> gateway =
                Map.of(
                        "rookery.trace.trust-callers", "true",
                        "logging.level.io.rookery.gateway.proxy.Revocation", "debug");
        return Map.of(
                "gateway", merged(traces, gateway),
                "user-service", merged(traces, CHEAP_PASSWORDS),
                "feed-service", traces);
    }

    private static Map<String, String> merged(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
