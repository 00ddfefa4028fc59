package io.rookery.acceptance.observation;

import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.secret.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the client requests that the services behind the gateways have seen, and the retries by
 * gateways and services, from the instances' own metrics. If an instance dies, what it has counted
 * since it was last asked is lost.
 */
public final class RequestCounts {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LIMIT)
                    .build();

    private final Map<String, Count> last = new HashMap<>();
    private Count all = Count.NONE;

    private RequestCounts() {}

    /** The counts of an instance since it was started. */
    record Count(double requests, double retries) {

        static final Count NONE = new Count(0, 0);

        private static final String REQUESTS = "http_server_requests_seconds_count{";
        private static final String RETRIES = "rookery_failover_retries_total ";

        static Count parse(String metrics) {
            double requests = 0;
            double retries = 0;
            for (String line : metrics.lines().toList()) {
                if (line.startsWith(RETRIES)) {
                    retries += value(line);
                } else if (line.startsWith(REQUESTS) && isOfAClient(line)) {
                    requests += value(line);
                }
            }
            return new Count(requests, retries);
        }

        /** The retries alone: gateways count each request that a service counts, too. */
        Count withoutRequests() {
            return new Count(0, retries);
        }

        private static boolean isOfAClient(String line) {
            return line.contains("uri=\"/api/") || line.contains("uri=\"/oauth/");
        }

        private static double value(String line) {
            return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        }

        Count plus(Count other) {
            return new Count(requests + other.requests, retries + other.retries);
        }

        /**
         * Returns the increase since earlier counts; an instance that has restarted counts from
         * zero.
         */
        Count since(Count earlier) {
            return requests < earlier.requests || retries < earlier.retries
                    ? this
                    : new Count(requests - earlier.requests, retries - earlier.retries);
        }
    }

    /** Starts counting now: earlier counts are ignored. */
    static RequestCounts from(Cluster cluster) throws InterruptedException {
        RequestCounts counts = new RequestCounts();
        counts.look(cluster);
        counts.all = Count.NONE;
        return counts;
    }

    /** Asks every instance once. */
    synchronized void look(Cluster cluster) throws InterruptedException {
        for (Map.Entry<String, Integer> instance : cluster.managementPorts().entrySet()) {
            boolean isGateway = instance.getKey().startsWith("gateway");
            Optional<Count> now =
                    metrics(cluster.directory(), instance.getValue())
                            .map(Count::parse)
                            .map(count -> isGateway ? count.withoutRequests() : count);
            if (now.isPresent()) {
                Count earlier = last.getOrDefault(instance.getKey(), Count.NONE);
                last.put(instance.getKey(), now.get());
                all = all.plus(now.get().since(earlier));
            }
        }
    }

    /** Client requests that the services have seen. */
    public synchronized long seen() {
        return Math.round(all.requests());
    }

    /** Retries by the gateways and the services. */
    public synchronized long retries() {
        return Math.round(all.retries());
    }

    private static Optional<String> metrics(Path cluster, int port) throws InterruptedException {
        try {
            String credential = Secrets.metricsCredential(cluster.resolve("secrets"));
            HttpRequest question =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                            .header("Authorization", "Bearer " + credential)
                            .timeout(LIMIT)
                            .build();
            return Optional.of(HTTP.send(question, BodyHandlers.ofString()).body());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
