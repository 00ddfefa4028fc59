package io.rookery.feed.redis;

import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.redis.RedisClusterSettings;
import java.nio.file.Path;
import java.util.List;

/** A Redis Cluster of processes that the launcher runs on this machine. */
public final class LaunchedRedis implements RedisServers {

    private final io.rookery.launcher.redis.RedisCluster engine;

    private LaunchedRedis(io.rookery.launcher.redis.RedisCluster engine) {
        this.engine = engine;
    }

    /** Starts a cluster on twelve free ports. */
    public static LaunchedRedis start(Path directory) {
        return new LaunchedRedis(
                io.rookery.launcher.redis.RedisCluster.start(
                        RedisClusterSettings.of(directory, FreePorts.reserve(12))));
    }

    @Override
    public List<String> hosts() {
        return engine.hosts();
    }

    @Override
    public void kill(int port) {
        engine.nodes().stream().filter(node -> node.port() == port).forEach(ManagedProcess::kill);
    }

    @Override
    public void killAll() {
        engine.holdRepairs();
        engine.nodes().forEach(ManagedProcess::kill);
    }

    @Override
    public void revive() {
        engine.resumeRepairs();
    }

    @Override
    public void close() {
        engine.close();
    }
}
