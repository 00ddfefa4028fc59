package io.rookery.acceptance.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.workload.Ledger;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.process.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A running platform: its public API, and its processes to do harm to. */
public final class Platform implements AutoCloseable {

    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final ApiClient api;
    private final Application application;
    private final SpanCollector spans;

    Platform(Cluster cluster, SpanCollector spans) {
        this.cluster = cluster;
        this.api = new ApiClient(cluster.gateway());
        this.spans = spans;
        this.application = Application.register(api, "Acceptance");
    }

    public Cluster cluster() {
        return cluster;
    }

    public ApiClient api() {
        return api;
    }

    public Application application() {
        return application;
    }

    /** What has been recorded of a trace so far. */
    public List<Span> spansOf(String trace) {
        return spans.ofTrace(trace);
    }

    /** Whether a service, whichever of its instances, has logged a line with the text. */
    public boolean hasLogged(String service, String text) {
        try (Stream<Path> files = Files.list(cluster.directory().resolve("logs"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(service))
                    .anyMatch(file -> contains(file, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Path log, String text) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Signs up somebody new. */
    public Person newPerson(String username) {
        return application.join(username, emailOf(username), Population.password());
    }

    public String emailOf(Person person) {
        return emailOf(person.username());
    }

    private static String emailOf(String username) {
        return username.toLowerCase(Locale.ROOT) + "@example.org";
    }

    /** A further token of the person with these scopes only. */
    public Optional<String> tokenWithScopes(Person person, String scopes) {
        return Optional.of(
                api.post(
                                "/oauth/token",
                                Optional.empty(),
                                Map.of(
                                        "grant_type", "password",
                                        "client_id", application.clientId(),
                                        "client_secret", application.clientSecret(),
                                        "username", emailOf(person),
                                        "password", Population.password(),
                                        "scope", scopes))
                        .expectSuccess()
                        .field("access_token"));
    }

    /** SIGKILL to one process. */
    public void kill(String name) {
        cluster.process(name).kill();
    }

    /** SIGKILL to whoever is the shard's primary now. */
    public void killPrimaryOf(String shard) {
        primaryOf(shard).kill();
    }

    /** Whoever is the shard's primary now. */
    public ManagedProcess primaryOf(String shard) {
        return await().atMost(RECOVERY)
                .until(() -> cluster.primaryOf(shard), Optional::isPresent)
                .orElseThrow();
    }

    /** SIGKILL to a Redis primary. */
    public void killARedisPrimary() {
        cluster.redisPrimaries().getFirst().kill();
    }

    /** Waits until everything has recovered. */
    public void awaitWhole() throws InterruptedException {
        cluster.awaitWhole(RECOVERY);
    }

    /** Waits until so many more requests have been answered. */
    public void awaitRequests(Ledger ledger, int more) {
        long enough = ledger.requests() + more;
        await().atMost(RECOVERY).until(() -> ledger.requests() >= enough);
    }

    /** Fails when a service has logged an error that nobody expected. */
    public void expectNoErrorInAnyLog() throws IOException {
        try (Stream<Path> files = Files.walk(cluster.directory().resolve("logs"))) {
            List<String> errors =
                    files.filter(file ->
                                    file.getFileName().toString().contains("service")
                                            || file.getFileName().toString().contains("gateway"))
                            .filter(Files::isRegularFile)
                            .flatMap(Platform::errorsIn)
                            .toList();
            assertThat(errors).isEmpty();
        }
    }

    private static Stream<String> errorsIn(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines
                    .filter(line -> line.contains(" ERROR "))
                    .map(line -> log.getFileName() + ": " + line)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        api.close();
        cluster.close();
        spans.close();
    }
}
