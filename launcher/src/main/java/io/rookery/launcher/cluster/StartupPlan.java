package io.rookery.launcher.cluster;

import io.rookery.launcher.cluster.ManagedUnit.Stage;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.postgres.PostgresPairSettings;
import io.rookery.launcher.postgres.PostgresPasswords;
import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.redis.RedisCluster;
import io.rookery.launcher.redis.RedisClusterSettings;
import io.rookery.launcher.secret.DatabaseRole;
import io.rookery.launcher.secret.Secrets;
import io.rookery.launcher.service.AotTraining;
import io.rookery.launcher.service.ServiceProcess;
import io.rookery.launcher.service.ServicePrograms;
import io.rookery.launcher.service.ServiceSpec;
import io.rookery.launcher.switchover.SwitchoverServer;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The steps that start a cluster. No step waits for another: a service that needs an engine
 * connects when the engine is up.
 */
final class StartupPlan {

    /** Long enough for a first start on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ClusterSettings settings;
    private final StateDirectory state;
    private final Secrets secrets;
    private final SwitchoverServer switchovers;
    private final Consumer<ManagedUnit> started;
    private final StartupProgress progress;
    private final ServicePrograms programs;
    private final List<Integer> shards;
    private final List<ServiceSpec> services;

    /**
     * @param shards numbers of the shards
     * @param switchovers serves the switchover requests for the shards
     * @param started receives each part as soon as it can be stopped
     */
    StartupPlan(
            ClusterSettings settings,
            StateDirectory state,
            Secrets secrets,
            List<Integer> shards,
            SwitchoverServer switchovers,
            Consumer<ManagedUnit> started,
            StartupProgress progress) {
        this.settings = settings;
        this.state = state;
        this.secrets = secrets;
        this.switchovers = switchovers;
        this.started = started;
        this.progress = progress;
        this.shards = shards;
        this.services = new ServicePlan(settings, state, secrets, shards).all();
        this.programs = new ServicePrograms(settings.home());
    }

    /** The steps. Each ends when the part that it starts is ready. */
    List<Callable<Void>> all() {
        var steps = new ArrayList<Callable<Void>>();
        steps.add(step("zookeeper", this::zooKeeper));
        for (int shard : shards) {
            steps.add(step(ServicePlan.shardName(shard), () -> shard(shard)));
        }
        steps.add(step("redis", this::redis));
        for (var spec : services) {
            steps.add(step(spec.name(), () -> service(spec)));
        }
        return steps;
    }

    /** Makes later starts faster. Uses about a minute of processor time, at a low priority. */
    void rehearse() throws InterruptedException {
        for (var spec : services) {
            AotTraining.of(programs.get(spec.service()), spec);
        }
    }

    private Callable<Void> step(String name, Step step) {
        return () -> {
            var start = System.nanoTime();
            step.run();
            progress.done(name, Duration.ofNanos(System.nanoTime() - start));
            return null;
        };
    }

    private void zooKeeper() {
        var zooKeeper =
                ZooKeeperEnsemble.start(
                        ZooKeeperSettings.of(
                                        state.data().resolve("zookeeper"),
                                        settings.ports().zookeeper())
                                .withServers(settings.zooKeepers())
                                .withLogins(secrets.zooKeeperLogins()));
        started.accept(
                new ManagedUnit(
                        Stage.REGISTRY,
                        "zookeeper",
                        zooKeeper::nodes,
                        zooKeeper::isWhole,
                        List::of,
                        zooKeeper,
                        zooKeeper::close));
    }

    /** The instances of storage-service that know these shards. */
    List<ServiceSpec> storageServices(List<Integer> known) {
        return new ServicePlan(settings, state, secrets, known).storageServices();
    }

    /** Starts a shard and returns when each of its commits is on two nodes. */
    void shard(int shard) {
        var name = ServicePlan.shardName(shard);
        var pair =
                PostgresPair.start(
                        PostgresPairSettings.of(
                                        name,
                                        state.data().resolve(name),
                                        settings.ports().postgres(shard))
                                .withPasswords(
                                        new PostgresPasswords(
                                                secrets.databasePassword(DatabaseRole.ADMIN),
                                                secrets.databasePassword(DatabaseRole.STORAGE),
                                                secrets.databasePassword(DatabaseRole.USERS),
                                                secrets.databasePassword(DatabaseRole.FEED),
                                                secrets.databasePassword(DatabaseRole.MOVE))));
        started.accept(
                new ManagedUnit(
                        Stage.STORE,
                        name,
                        pair::nodes,
                        pair::isSynchronous,
                        pair::writers,
                        pair,
                        pair::close));
        switchovers.add(name, pair);
        pair.awaitSynchronous(LIMIT);
    }

    private void redis() {
        var redis =
                RedisCluster.start(
                        RedisClusterSettings.of(
                                        state.data().resolve("redis"), settings.ports().redis())
                                .withAnnouncedPort(settings.announced(settings.ports().redis()))
                                .withPassword(secrets.redisPassword()));
        started.accept(
                new ManagedUnit(
                        Stage.STORE,
                        "redis",
                        redis::nodes,
                        () -> true,
                        List::of,
                        redis,
                        redis::close));
    }

    private void service(ServiceSpec spec) throws InterruptedException {
        var service =
                ServiceProcess.start(
                        programs.get(spec.service()), spec, () -> programs.latest(spec.service()));
        started.accept(
                new ManagedUnit(
                        spec.service().equals("gateway") ? Stage.GATEWAY : Stage.SERVICE,
                        spec.name(),
                        () -> List.of(service),
                        service::isReady,
                        List::of,
                        service,
                        service::close));
        awaitReady(service, spec);
    }

    /**
     * Waits until an instance is ready.
     *
     * @throws LaunchException if that takes too long, or it exits again and again
     */
    void awaitReady(ServiceProcess service, ServiceSpec spec) throws InterruptedException {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (!service.isReady()) {
            if (service.isFailing()) {
                throw new LaunchException(
                        "%s exits right after each start, see %s"
                                .formatted(spec.name(), spec.log()));
            }
            if (System.nanoTime() > deadline) {
                throw new LaunchException(
                        "%s is not ready after %d s, see %s"
                                .formatted(spec.name(), LIMIT.toSeconds(), spec.log()));
            }
            Thread.sleep(PAUSE);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }
}
