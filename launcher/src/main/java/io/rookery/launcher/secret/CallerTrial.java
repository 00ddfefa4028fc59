package io.rookery.launcher.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tests the authorization of a running service: calls internal paths as every caller, and with
 * credentials that must be rejected.
 */
public final class CallerTrial {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final Set<Integer> REFUSALS = Set.of(UNAUTHORIZED, FORBIDDEN);

    /** More than the permitted clock skew. */
    private static final Duration FAR = Duration.ofMinutes(12);

    private final URI address;
    private final String service;
    private final ServiceKeys keys;

    /**
     * @param address of an instance
     * @param keys the keys that it trusts
     */
    public CallerTrial(URI address, String service, ServiceKeys keys) {
        this.address = address;
        this.service = service;
        this.keys = keys;
    }

    /**
     * The callers that are authorized for each route, as {@code GET /internal/vitals:
     * storage-service, operator}. A route that accepts a caller without a proven identity has an
     * additional line for each such case.
     *
     * @param routes method and path of each, where {@code {id}} stands for any value
     */
    public List<String> lettingIn(Collection<String> routes)
            throws IOException, InterruptedException {
        List<String> table = new ArrayList<>();
        try (var http = HttpClient.newHttpClient()) {
            for (var route : routes) {
                var callers = new ArrayList<String>();
                for (var caller : ServiceKeys.owners()) {
                    if (!REFUSALS.contains(status(http, route, keys.token(caller, service)))) {
                        callers.add(caller);
                    }
                }
                table.add(route + ": " + String.join(", ", callers));
                for (var nobody : nobodies().entrySet()) {
                    int status = status(http, route, nobody.getValue());
                    if (status != UNAUTHORIZED) {
                        table.add("%s: %s (%d)".formatted(route, nobody.getKey(), status));
                    }
                }
            }
        }
        return table;
    }

    /** The credentials of callers that cannot prove their identity. */
    private Map<String, String> nobodies() {
        var strangers = ServiceKeys.generate();
        var nobodies = new LinkedHashMap<String, String>();
        nobodies.put("no credential", "");
        nobodies.put("a shared credential", "a credential that all share");
        for (var caller : ServiceKeys.owners()) {
            var genuine = keys.token(caller, service);
            var claims = genuine.substring(genuine.indexOf('.'), genuine.lastIndexOf('.') + 1);
            var noAlgorithm = "{\"alg\":\"none\"}".getBytes(UTF_8);
            nobodies.put(
                    caller + " (expired)", keys.token(caller, service, Instant.now().minus(FAR)));
            nobodies.put(
                    caller + " (not yet valid)",
                    keys.token(caller, service, Instant.now().plus(FAR)));
            nobodies.put(caller + " (foreign key)", strangers.token(caller, service));
            nobodies.put(
                    caller + " (unsigned)", genuine.substring(0, genuine.lastIndexOf('.') + 1));
            nobodies.put(
                    caller + " (no algorithm)",
                    Base64.getUrlEncoder().withoutPadding().encodeToString(noAlgorithm) + claims);
            for (var target : ServiceKeys.owners()) {
                if (!target.equals(service)) {
                    nobodies.put(caller + " (for " + target + ")", keys.token(caller, target));
                }
            }
        }
        return nobodies;
    }

    private int status(HttpClient http, String route, String token)
            throws IOException, InterruptedException {
        var methodAndPath = route.split(" ", 2);
        var path = methodAndPath[1].replaceAll("\\{[^}]*}", "1");
        return http.send(
                        HttpRequest.newBuilder(address.resolve(path))
                                .method(methodAndPath[0], BodyPublishers.noBody())
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
