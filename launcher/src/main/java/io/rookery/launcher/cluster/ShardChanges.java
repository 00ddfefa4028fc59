package io.rookery.launcher.cluster;

import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.service.ServiceSpec;
import io.rookery.launcher.switchover.SwitchoverServer;
import java.io.IOException;
import java.util.List;

/**
 * Adds shards to a running platform and removes them. Storage-service reads the declaration of the
 * shards when it starts, so its instances are restarted, one after the other. One change at a time.
 */
public final class ShardChanges {

    private final LocalShards shards;
    private final FaultProxies links;
    private final StartupPlan starters;
    private final ManagedUnits parts;
    private final SwitchoverServer switchovers;

    ShardChanges(
            LocalShards shards,
            FaultProxies links,
            StartupPlan starters,
            ManagedUnits parts,
            SwitchoverServer switchovers) {
        this.shards = shards;
        this.links = links;
        this.starters = starters;
        this.parts = parts;
        this.switchovers = switchovers;
    }

    /**
     * Starts another shard, and returns its name once storage-service knows it.
     *
     * @throws ClusterException if this machine can have no further shard
     * @throws LaunchException if it does not start
     */
    public synchronized String add() throws IOException, InterruptedException {
        int number = shards.add();
        links.openShard(number);
        starters.shard(number);
        declare();
        return ServicePlan.shardName(number);
    }

    /**
     * Declares that a shard is to be removed, and returns once storage-service knows that. It
     * should own no slots. It runs until it is stopped.
     *
     * @throws ClusterException if it is not one of the shards, or the only one
     */
    public synchronized void withdraw(String name) throws IOException, InterruptedException {
        int number = numberOf(name);
        if (shards.present().equals(List.of(number))) {
            throw new ClusterException(name + " is the only shard.");
        }
        if (shards.present().contains(number)) {
            shards.remove(number);
            declare();
        }
    }

    /**
     * Stops a shard that is not declared any more. Its data stay on disk.
     *
     * @throws ClusterException if it is declared, or there is none of that name
     */
    public synchronized void stop(String name) {
        if (shards.present().contains(numberOf(name))) {
            throw new ClusterException(name + " is still one of the shards.");
        }
        switchovers.remove(name);
        parts.remove(name);
    }

    private static int numberOf(String name) {
        var number = LocalShards.numberOf(name);
        if (number == null) {
            throw new ClusterException("There is no shard \"" + name + "\".");
        }
        return number;
    }

    private void declare() throws InterruptedException {
        for (ServiceSpec spec : starters.storageServices(shards.present())) {
            var service = parts.service(spec.name());
            service.restart(spec);
            starters.awaitReady(service, spec);
        }
    }
}
