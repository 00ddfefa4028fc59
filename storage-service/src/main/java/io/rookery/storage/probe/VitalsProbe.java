package io.rookery.storage.probe;

import io.rookery.kit.identity.Peer;
import io.rookery.kit.identity.PeerTokens;
import io.rookery.kit.vitals.ShardVitals;
import io.rookery.kit.vitals.Vitals;
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

/** Asks one service instance for its vitals. */
final class VitalsProbe implements Probe {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Component component;
    private final HttpClient http;
    private final PeerTokens tokens;
    private final JsonMapper json;
    private final InstantSource clock;

    /**
     * @param http shared by all, closed by the caller
     */
    VitalsProbe(
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
            throw new RefusedException("it cut the connection: " + e.getMessage());
        }
    }

    private Report report(Instant asked, HttpResponse<byte[]> response) {
        Instant answered = clock.instant();
        if (response.statusCode() == OK) {
            try {
                return report(json.readValue(response.body(), Vitals.class), asked, answered);
            } catch (JacksonException e) {
                return Report.of(Role.MEMBER, true); // of another version
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
                : Report.of(Role.MEMBER, true);
    }

    /**
     * Of an instance that does not believe whose question it is. That is so where the two clocks
     * are far apart, and then the answer's own date says it; it leaves the milliseconds out.
     */
    static Report distrusting(int status, String date, Instant asked, Instant answered) {
        Duration skew;
        try {
            Instant there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            skew = Skew.of(asked.truncatedTo(ChronoUnit.SECONDS), there, answered);
        } catch (DateTimeException e) {
            skew = Duration.ZERO;
        }
        String why = "It answered with status %d when it was asked how it is.".formatted(status);
        return Report.of(Role.MEMBER, true).under(Strain.untold(skew, why));
    }

    static Report report(Vitals vitals, Instant asked, Instant answered) {
        Map<String, Instant> heard = new HashMap<>();
        vitals.callees()
                .forEach(callee -> {
                    Instant last = callee.lastAnswered();
                    if (last != null) {
                        heard.merge(callee.address(), last, (a, b) -> a.isAfter(b) ? a : b);
                    }
                });
        Vitals.Heap heap = vitals.heap();
        return Report.of(Role.MEMBER, true)
                .started(vitals.started().toString())
                .hearing(heard)
                .passingOver(Set.copyOf(vitals.passedOver()))
                .doubting(doubts(vitals.shards()))
                .under(
                        new Strain(
                                Skew.of(asked, Instant.ofEpochMilli(vitals.clock()), answered),
                                null,
                                heap.max() <= 0 ? 0 : (double) heap.afterCollection() / heap.max(),
                                heap.collectionMillis(),
                                vitals.load().shed(),
                                exhausted(vitals.shards())));
    }

    private static Map<String, Boolean> doubts(List<ShardVitals> shards) {
        Map<String, Boolean> doubts = new HashMap<>();
        for (ShardVitals shard : shards) {
            Boolean doubted = shard.primaryDoubted();
            if (doubted != null) {
                doubts.put(shard.shard(), doubted);
            }
        }
        return doubts;
    }

    private static Map<String, String> exhausted(List<ShardVitals> shards) {
        Map<String, String> exhausted = new HashMap<>();
        for (ShardVitals shard : shards) {
            ShardVitals.Pool pool = shard.pool();
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
        // the client is everybody's
    }
}
