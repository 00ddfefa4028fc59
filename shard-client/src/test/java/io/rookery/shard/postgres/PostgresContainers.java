package io.rookery.shard.postgres;

import static org.awaitility.Awaitility.await;

import io.rookery.launcher.port.FreePorts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.Network;

/**
 * A primary and a standby in two containers. This class does the minimum of the failover that the
 * launcher or Patroni does elsewhere, without data loss. It kills a primary that does not answer,
 * promotes its standby if commits waited for it, and makes the old primary copy the new one.
 */
public final class PostgresContainers implements PostgresServers {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresContainers.class);
    private static final Duration ROUND = Duration.ofMillis(200);

    private final Network network = Network.newNetwork();
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor();
    private final PostgresContainer a;
    private final PostgresContainer b;
    private volatile PostgresContainer primary;
    private volatile boolean synchronous;
    private boolean promotable;
    private boolean held;

    private PostgresContainers(int basePort) {
        a = new PostgresContainer(network, "a", "b", true, basePort);
        b = new PostgresContainer(network, "b", "a", false, basePort + 1);
        primary = a;
    }

    /** Starts the containers on two free ports; needs the Docker engine. */
    public static PostgresContainers start() {
        PostgresContainers servers = new PostgresContainers(FreePorts.reserve(2));
        try {
            servers.a.start();
            servers.b.start();
        } catch (RuntimeException failure) {
            servers.close();
            throw failure;
        }
        var _ =
                servers.rounds.scheduleWithFixedDelay(
                        servers::look, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
        return servers;
    }

    private synchronized void look() {
        if (held) {
            return;
        }
        try {
            if (isGone(primary)) {
                replacePrimary();
            } else if (!other(primary).isRunning()) {
                other(primary).startAgain();
            } else {
                letCommitsWaitFor(other(primary));
            }
        } catch (SQLException | RuntimeException failure) {
            LOG.info("Looks again, as this failed: {}", failure.toString());
        }
    }

    private static boolean isGone(PostgresContainer server) {
        try {
            server.ask("select 1");
            return false;
        } catch (SQLException silence) {
            return true;
        }
    }

    private void replacePrimary() throws SQLException {
        if (!promotable) {
            throw new IllegalStateException("The standby may lack what was acknowledged");
        }
        PostgresContainer next = other(primary);
        synchronous = false;
        primary.kill();
        next.tell("select pg_promote(wait => false)");
        promotable = false;
        primary = next;
    }

    private void letCommitsWaitFor(PostgresContainer standby) throws SQLException {
        String state =
                primary.ask(
                        """
                        select coalesce(max(sync_state), 'none') from pg_stat_replication
                        where state = 'streaming' and application_name = '%s'
                        """
                                .formatted(standby.name()));
        if (state.equals("async")) {
            primary.tell("alter system set synchronous_standby_names = " + standby.name());
            primary.tell("select pg_reload_conf()");
        }
        synchronous = state.equals("sync");
        // commits wait from now on, even while it is down
        promotable |= synchronous;
    }

    private PostgresContainer other(PostgresContainer one) {
        return one == a ? b : a;
    }

    @Override
    public List<String> hosts() {
        return List.of(a.host(), b.host());
    }

    @Override
    public Server primary() {
        return primary;
    }

    @Override
    public Server standby() {
        return other(primary);
    }

    @Override
    public void awaitSynchronous(Duration atMost) {
        await().atMost(atMost).until(() -> synchronous);
    }

    @Override
    public synchronized void holdRepairs() {
        held = true;
    }

    @Override
    public synchronized void resumeRepairs() {
        held = false;
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        b.close();
        a.close();
        network.close();
    }
}
