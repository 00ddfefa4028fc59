package io.rookery.acceptance.scenario;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.fault.Faults;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.population.Progress;
import io.rookery.acceptance.workload.OpenLoopLoad;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.process.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A running platform with registered users, on which the scenarios run one after the other. */
public final class ScenarioPlatform implements Faults.Platform, AutoCloseable {

    private static final int PEOPLE = 60;
    private static final int WARM_UP_RATE = 40;
    private static final int WARM_UP_REQUESTS = 400;
    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(1);
    private static final Duration WARM_UP_PAUSE = Duration.ofMillis(100);

    /** How long a client of two gateways waits for an answer before it tries the other gateway. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final ClusterSettings settings;
    private final Population people;
    private final ApiClient api;
    private volatile Cluster cluster;

    private ScenarioPlatform(
            ClusterSettings settings, Cluster cluster, ApiClient api, Population people) {
        this.settings = settings;
        this.cluster = cluster;
        this.api = api;
        this.people = people;
    }

    /**
     * Starts a platform, rehearses it so that its instances restart as fast as in normal use, and
     * has people of the real graph sign up and make friends.
     */
    public static ScenarioPlatform start(ClusterSettings settings)
            throws IOException, InterruptedException {
        Cluster cluster = Cluster.start(settings);
        cluster.rehearse();
        return on(cluster, settings);
    }

    /** Has people of the real graph sign up on a running platform and make friends. */
    public static ScenarioPlatform on(Cluster cluster, ClusterSettings settings) {
        ApiClient api = new ApiClient(cluster.gateways());
        Population people =
                Population.join(
                        SocialGraph.reedCollege().firstPeople(PEOPLE),
                        Application.register(api, "Failures"),
                        "stage",
                        Progress.SILENT);
        people.befriend();
        warmUp(people);
        return new ScenarioPlatform(settings, cluster, api, people);
    }

    /**
     * Sends requests until the platform is warm: first requests take longer, and are not what is
     * measured.
     */
    private static void warmUp(Population people) {
        try (OpenLoopLoad load = OpenLoopLoad.start(people, WARM_UP_RATE, 1, "the warm-up")) {
            long deadline = System.nanoTime() + WARM_UP_LIMIT.toNanos();
            while (load.ledger().requests() < WARM_UP_REQUESTS && System.nanoTime() < deadline) {
                LockSupport.parkNanos(WARM_UP_PAUSE.toNanos());
            }
        }
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }

    public Population people() {
        return people;
    }

    /** Number of requests that clients have sent so far. */
    long sent() {
        return api.sent();
    }

    /**
     * Sets whether clients try another gateway when theirs has been silent for 3 s. They do so only
     * in scenarios that harm a gateway. Elsewhere it would hide the stalls that the clients are
     * there to measure.
     */
    void leaveSilentGateways(boolean yes) {
        api.leaveSilentAddressesAfter(yes ? SILENCE : ApiClient.TIMEOUT);
    }

    @Override
    public void cutPower() throws InterruptedException {
        Cluster dying = cluster;
        dying.holdAll();
        List<ManagedProcess> all = dying.processes();
        try (ExecutorService killers = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(process -> killers.execute(process::kill));
        }
        dying.close();
        try {
            cluster = Cluster.start(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClusterException e) {
            throw new IllegalStateException("The platform does not start after a power cut", e);
        }
    }

    @Override
    public void close() {
        api.close();
        cluster.close();
    }
}
