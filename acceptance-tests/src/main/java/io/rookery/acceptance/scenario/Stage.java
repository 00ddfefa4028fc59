package io.rookery.acceptance.scenario;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.fault.Faults;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.population.Population;
import io.rookery.acceptance.population.Progress;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.cluster.ClusterSettings;
import io.rookery.launcher.process.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A running platform with people in it, on which one scenario after the other is run. */
public final class Stage implements Faults.Platform, AutoCloseable {

    private static final int PEOPLE = 60;

    private final ClusterSettings settings;
    private final Population people;
    private final ApiClient api;
    private volatile Cluster cluster;

    private Stage(ClusterSettings settings, Cluster cluster, ApiClient api, Population people) {
        this.settings = settings;
        this.cluster = cluster;
        this.api = api;
        this.people = people;
    }

    /** Starts a platform and has people of the real graph sign up and make friends. */
    public static Stage set(ClusterSettings settings) throws IOException, InterruptedException {
        return on(Cluster.start(settings), settings);
    }

    /** Has people of the real graph sign up on a platform that runs, and make friends. */
    public static Stage on(Cluster cluster, ClusterSettings settings) {
        ApiClient api = new ApiClient(cluster.gateways());
        Population people =
                Population.join(
                        SocialGraph.reedCollege().firstPeople(PEOPLE),
                        Application.register(api, "Failures"),
                        "stage",
                        Progress.SILENT);
        people.befriend();
        return new Stage(settings, cluster, api, people);
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }

    public Population people() {
        return people;
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
