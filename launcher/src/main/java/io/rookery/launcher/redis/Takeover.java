package io.rookery.launcher.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** Makes the replica of a dead primary take over, without waiting for the cluster to notice. */
final class Takeover {
    private static final Logger log = LoggerFactory.getLogger(Takeover.class);
    private static final Duration ELECTION = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final List<RedisNode> nodes;

    Takeover(List<RedisNode> nodes) {
        this.nodes = nodes;
    }

    /**
     * Makes a replica of the dead node primary. Does nothing when no replica is alive: the dead
     * node then restarts as the primary that it was.
     */
    void replace(RedisNode dead) {
        Optional<RedisNode> replica = replicaOf(dead);
        if (replica.isEmpty()) {
            log.warn("The primary {} is down, and none of its replicas is alive.", dead.name());
            return;
        }
        // First by an election. Without one only where the other primaries cannot be asked.
        if (fails(replica.get(), "FORCE") && fails(replica.get(), "TAKEOVER")) {
            log.warn("{} did not take over from {}.", replica.get().name(), dead.name());
            return;
        }
        dead.seenAs(false);
        replica.get().seenAs(true);
        log.warn("The primary {} is down; {} takes over.", dead.name(), replica.get().name());
    }

    private Optional<RedisNode> replicaOf(RedisNode dead) {
        for (RedisNode witness : nodes) {
            if (witness == dead || witness.pid() == -1) {
                continue;
            }
            try (Jedis connection = witness.connect()) {
                Object answer = connection.sendCommand(Command.CLUSTER, "NODES");
                if (answer instanceof byte[] bytes) {
                    List<Integer> ports =
                            Topology.parse(new String(bytes, US_ASCII))
                                    .replicasOf(dead.announcedPort());
                    return nodes.stream()
                            .filter(node ->
                                    ports.contains(node.announcedPort()) && node.pid() != -1)
                            .findFirst();
                }
            } catch (JedisException _) {
                // Another witness is asked.
            }
        }
        return Optional.empty();
    }

    private static boolean fails(RedisNode replica, String how) {
        try (Jedis connection = replica.connect()) {
            connection.sendCommand(Command.CLUSTER, "FAILOVER", how);
            long deadline = System.nanoTime() + ELECTION.toNanos();
            while (System.nanoTime() < deadline) {
                if (connection.sendCommand(Command.ROLE) instanceof List<?> role
                        && role.getFirst() instanceof byte[] word
                        && word[0] == 'm') {
                    return false;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return true;
        } catch (JedisException _) {
            return true;
        }
    }
}
