package io.rookery.acceptance.scenario;

import io.rookery.launcher.cluster.Cluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Counts how often instances have sent a request again, by their own metrics. */
final class Attempts {

    private static final String RETRIES = "rookery_failover_retries_total ";
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LIMIT)
                    .build();

    private final Cluster cluster;
    private final Map<String, Double> before;

    private Attempts(Cluster cluster, Map<String, Double> before) {
        this.cluster = cluster;
        this.before = before;
    }

    static Attempts from(Cluster cluster) throws InterruptedException {
        return new Attempts(cluster, retries(cluster));
    }

    /** Attempts per request since the start; an instance that was started anew counts from zero. */
    double perRequest(long requests) throws InterruptedException {
        double further = 0;
        for (Map.Entry<String, Double> now : retries(cluster).entrySet()) {
            double earlier = before.getOrDefault(now.getKey(), 0.0);
            further += now.getValue() >= earlier ? now.getValue() - earlier : now.getValue();
        }
        return requests == 0 ? 1 : 1 + further / requests;
    }

    private static Map<String, Double> retries(Cluster cluster) throws InterruptedException {
        Map<String, Double> retries = new HashMap<>();
        for (Map.Entry<String, Integer> instance : cluster.managementPorts().entrySet()) {
            retries.put(instance.getKey(), retries(instance.getValue()));
        }
        return retries;
    }

    private static double retries(int port) throws InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                        .timeout(LIMIT)
                        .build();
        try {
            return HTTP.send(question, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(RETRIES))
                    .mapToDouble(line -> Double.parseDouble(line.substring(RETRIES.length())))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
