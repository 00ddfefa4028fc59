package io.rookery.acceptance.platform;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.launcher.cluster.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A platform that the launcher has started for these tests. Gives access to its processes, logs and
 * traces.
 */
public final class LaunchedPlatform implements Platform {

    private final Cluster cluster;
    private final ApiClient api;
    private final Application application;
    private final SpanCollector spans;

    LaunchedPlatform(Cluster cluster, SpanCollector spans) {
        this.cluster = cluster;
        this.api = new ApiClient(cluster.gateway());
        this.spans = spans;
        this.application = Application.register(api, "Acceptance");
    }

    public Cluster cluster() {
        return cluster;
    }

    @Override
    public ApiClient api() {
        return api;
    }

    @Override
    public Application application() {
        return application;
    }

    @Override
    public String unused(String name) {
        return name;
    }

    /** Returns the spans of a trace that have been exported so far. */
    public List<Span> spansOf(String trace) {
        return spans.ofTrace(trace);
    }

    /** Whether any instance of a service has logged a line with the text. */
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

    @Override
    public void close() {
        api.close();
        cluster.close();
        spans.close();
    }
}
