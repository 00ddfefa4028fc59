package io.rookery.storage.monitoring.probe;

import io.rookery.kit.identity.Peer;
import io.rookery.kit.identity.PeerTokens;
import io.rookery.kit.vitals.InstanceStatus;
import io.rookery.kit.vitals.ShardStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Probes one service instance: requests its status over HTTP. */
final class InstanceStatusProbe implements Probe {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Component component;
    private final HttpClient http;
    private final PeerTokens tokens;
    private final JsonMapper json;
    private final InstantSource clock;

    /**
     * @param http shared by all probes, closed by the caller
     */
    InstanceStatusProbe(
            Component component,
            HttpClient http,
            PeerTokens tokens,
            JsonMapper json,
            InstantSource clock) {
        this.component = component;
        this.http = http;
        this.tokens = tokens;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Answer ask(Duration deadline)
            throws IOException, RefusedException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://" + component.address() + "/internal/vitals"))
                        .header(
                                "Authorization",
                                "Bearer " + tokens.tokenFor(Peer.of(component.group())))
                        .timeout(deadline)
                        .build();
        try {
            Instant asked = clock.instant();
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(component, report(asked, response));
        } catch (HttpConnectTimeoutException e) {
            throw e;
        } catch (HttpTimeoutException e) {
            throw new IOException(e);
        } catch (ConnectException e) {
            throw new RefusedException("it refused the connection");
        } catch (IOException e) {
            throw new RefusedException("it closed the connection: " + e.getMessage());
        }
    }

    private ComponentReport report(Instant asked, HttpResponse<byte[]> response) {
        Instant answered = clock.instant();
        if (response.statusCode() == OK) {
            try {
                return report(
                        json.readValue(response.body(), InstanceStatus.class), asked, answered);
            } catch (JacksonException e) {
                return ComponentReport.of(Role.MEMBER, true); // the instance has another version
            }
        }
        boolean distrusts =
                response.statusCode() == UNAUTHORIZED || response.statusCode() == FORBIDDEN;
        return distrusts
                ? distrusting(
                        response.statusCode(),
                        response.headers().firstValue("Date").orElse(""),
                        asked,
                        answered)
                : ComponentReport.of(Role.MEMBER, true);
    }

    /**
     * Creates the report of an instance that rejects our token. It does so when the two clocks are
     * far apart. The {@code Date} header of the answer then shows the skew; it has no milliseconds.
     */
    static ComponentReport distrusting(int status, String date, Instant asked, Instant answered) {
        Duration skew;
        try {
            Instant there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            skew = ClockSkew.of(asked.truncatedTo(ChronoUnit.SECONDS), there, answered);
        } catch (DateTimeException e) {
            skew = Duration.ZERO;
        }
        String why = "It answered the status request with HTTP status %d.".formatted(status);
        return ComponentReport.of(Role.MEMBER, true).under(ResourcePressure.untold(skew, why));
    }

    static ComponentReport report(InstanceStatus vitals, Instant asked, Instant answered) {
        Map<String, Instant> heard = new HashMap<>();
        vitals.callees()
                .forEach(callee -> {
                    Instant last = callee.lastAnswered();
                    if (last != null) {
                        heard.merge(callee.address(), last, (a, b) -> a.isAfter(b) ? a : b);
                    }
                });
        InstanceStatus.Heap heap = vitals.heap();
        return ComponentReport.of(Role.MEMBER, true)
                .started(vitals.started().toString())
                .hearing(heard)
                .passingOver(Set.copyOf(vitals.passedOver()))
                .doubting(doubts(vitals.shards()))
                .under(
                        new ResourcePressure(
                                ClockSkew.of(asked, Instant.ofEpochMilli(vitals.clock()), answered),
                                null,
                                heap.max() <= 0 ? 0 : (double) heap.afterCollection() / heap.max(),
                                heap.collectionMillis(),
                                vitals.load().shed(),
                                exhausted(vitals.shards())));
    }

    private static Map<String, Boolean> doubts(List<ShardStatus> shards) {
        Map<String, Boolean> doubts = new HashMap<>();
        for (ShardStatus shard : shards) {
            Boolean doubted = shard.primaryDoubted();
            if (doubted != null) {
                doubts.put(shard.shard(), doubted);
            }
        }
        return doubts;
    }

    private static Map<String, String> exhausted(List<ShardStatus> shards) {
        Map<String, String> exhausted = new HashMap<>();
        for (ShardStatus shard : shards) {
            ShardStatus.Pool pool = shard.pool();
            if (pool != null && pool.pending() > 0 && pool.active() >= pool.max()) {
                exhausted.put(
                        shard.shard(),
                        "All its %d connections to %s are in use, and %d callers wait for one."
                                .formatted(pool.max(), shard.shard(), pool.pending()));
            }
        }
        return exhausted;
    }

    @Override
    public void close() {
        // the client is shared
    }
}
