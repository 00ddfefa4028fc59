package io.rookery.shard.postgres;

import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.postgres.PostgresPair;
import io.rookery.launcher.postgres.PostgresPairSettings;
import io.rookery.launcher.process.ManagedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A primary and a standby as two local processes, managed by the launcher. */
public final class LaunchedPostgres implements PostgresServers {

    private final PostgresPair pair;

    private LaunchedPostgres(PostgresPair pair) {
        this.pair = pair;
    }

    /** Starts the servers on two free ports. */
    public static LaunchedPostgres start(Path directory) {
        return new LaunchedPostgres(
                PostgresPair.start(
                        PostgresPairSettings.of("shard-0", directory, FreePorts.reserve(2))
                                .withFsync(false)));
    }

    @Override
    public List<String> hosts() {
        return pair.hosts();
    }

    @Override
    public Server primary() {
        return node(node -> node.port() == pair.primaryPort());
    }

    @Override
    public Server standby() {
        return node(node -> node.port() != pair.primaryPort());
    }

    private Server node(Predicate<ManagedProcess> which) {
        return new Node(pair.nodes().stream().filter(which).findFirst().orElseThrow());
    }

    @Override
    public void awaitSynchronous(Duration atMost) {
        pair.awaitSynchronous(atMost);
    }

    @Override
    public void holdRepairs() {
        pair.holdRepairs();
    }

    @Override
    public void resumeRepairs() {
        pair.resumeRepairs();
    }

    @Override
    public void close() {
        pair.close();
    }

    private record Node(ManagedProcess process) implements Server {

        @Override
        public void kill() {
            process.kill();
        }

        @Override
        public void freeze() {
            process.freeze();
        }

        @Override
        public void thaw() {
            process.thaw();
        }
    }
}
