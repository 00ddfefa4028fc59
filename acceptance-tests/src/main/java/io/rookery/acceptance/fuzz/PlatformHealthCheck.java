package io.rookery.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.scenario.Logs;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.process.ManagedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that malformed requests have not affected a platform: no process restarted, no instance
 * was ejected, no errors were logged, and memory did not grow.
 */
public final class PlatformHealthCheck {

    /**
     * Maximum growth of a heap. Caches and pools grow by less at first; a leak grows by more in a
     * run.
     */
    private static final long MOST_GROWTH_KIB = 32 << 10;

    private static final List<String> UNDESCRIBED =
            List.of(
                    "/",
                    "/health",
                    "/@{name}",
                    "/@{name}/{id}",
                    "/users/{name}",
                    "/users/{name}/statuses/{id}",
                    "/tags/{name}",
                    "/auth/sign_up",
                    "/auth/password/new",
                    "/oauth/sessions",
                    "/avatars/original/{id}",
                    "/.well-known/webfinger",
                    "/.well-known/host-meta",
                    "/nodeinfo/2.0",
                    "/api/v1/media/{id}",
                    "/api/v1/reports",
                    "/api/v1/push/subscription",
                    "/api/v1/trends/tags",
                    "/api/v2/suggestions");

    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private final Cluster cluster;
    private final Logs logs;
    private final Map<String, Long> pids = new TreeMap<>();
    private final Map<String, Long> heaps = new TreeMap<>();

    private PlatformHealthCheck(Cluster cluster, Logs logs) {
        this.cluster = cluster;
        this.logs = logs;
    }

    /** Records the state of the platform before the requests are sent. */
    public static PlatformHealthCheck from(Cluster cluster)
            throws IOException, InterruptedException {
        PlatformHealthCheck check =
                new PlatformHealthCheck(cluster, Logs.from(cluster.directory().resolve("logs")));
        for (ManagedProcess process : check.services()) {
            check.pids.put(process.name(), process.pid());
            check.heaps.put(process.name(), heap(process));
        }
        return check;
    }

    /**
     * Publishes a status, and returns existing ids and names: of an account, a status and a
     * hashtag.
     */
    public static List<String> ids(Person person) {
        return List.of(
                Long.toString(person.id()),
                Long.toString(person.publish("#fuzz")),
                "fuzz",
                person.username());
    }

    /** Returns the paths of the OpenAPI description, and the paths that it does not describe. */
    public static List<String> paths(ApiClient api) {
        List<String> paths = new ArrayList<>(UNDESCRIBED);
        api.get("/openapi.json", Optional.empty())
                .body()
                .path("paths")
                .propertyNames()
                .forEach(paths::add);
        return paths;
    }

    /** Returns what has changed, such as a restarted process or an ejected instance. */
    public List<String> complaints() throws IOException, InterruptedException {
        List<String> complaints = new ArrayList<>(logs.complaints());
        logs.openedBreakers().forEach(whom -> complaints.add(whom + " was ejected"));
        for (ManagedProcess process : services()) {
            String name = process.name();
            if (process.pid() != pids.getOrDefault(name, 0L)) {
                complaints.add(name + " has restarted");
            } else if (heap(process) - heaps.getOrDefault(name, 0L) > MOST_GROWTH_KIB) {
                complaints.add(
                        "%s uses %d KiB of heap after a collection, and used %d before"
                                .formatted(name, heap(process), heaps.get(name)));
            }
        }
        return complaints;
    }

    private List<ManagedProcess> services() {
        return cluster.processes().stream()
                .filter(process -> cluster.managementPorts().containsKey(process.name()))
                .toList();
    }

    /** Returns the heap that is in use after a garbage collection, in KiB. */
    private static long heap(ManagedProcess process) throws IOException, InterruptedException {
        jcmd(process, "GC.run");
        Matcher used = USED.matcher(jcmd(process, "GC.heap_info"));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    private static String jcmd(ManagedProcess process, String command)
            throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(process.pid()),
                                command)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        jcmd.waitFor();
        return said;
    }
}
