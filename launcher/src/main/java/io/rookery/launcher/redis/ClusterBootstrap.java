package io.rookery.launcher.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rookery.launcher.process.Directories;
import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Forms a cluster from six fresh nodes: three primaries that share the slots, and one replica of
 * each.
 */
final class ClusterBootstrap {
    private static final int PRIMARIES = 3;
    private static final int SLOTS = 16_384;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final List<RedisNode> nodes;
    private final Path formed;

    ClusterBootstrap(RedisClusterSettings settings, List<RedisNode> nodes) {
        this.nodes = nodes;
        this.formed = settings.directory().resolve("formed");
    }

    /**
     * Deletes what an interrupted first start left behind. A cluster that was once formed is kept.
     */
    void clearHalfFormed() {
        if (Files.exists(formed)) {
            return;
        }
        try {
            for (RedisNode node : nodes) {
                Directories.delete(node.directory());
            }
        } catch (IOException e) {
            throw new LaunchException("The unfinished Redis Cluster cannot be deleted", e);
        }
    }

    /**
     * Forms the cluster if it is new, and waits until every node accepts commands for the whole
     * cluster.
     */
    void completeOrAwait() {
        nodes.forEach(node -> await(node.name() + " answers", () -> answers(node)));
        if (!Files.exists(formed)) {
            form();
        }
        nodes.forEach(node -> await(node.name() + " sees a complete cluster", () -> isWhole(node)));
        try {
            Files.writeString(formed, "");
        } catch (IOException e) {
            throw new LaunchException("The formed Redis Cluster cannot be recorded", e);
        }
    }

    private void form() {
        for (int i = 0; i < nodes.size(); i++) {
            ask(nodes.get(i), "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (int i = 0; i < PRIMARIES; i++) {
            ask(
                    nodes.get(i),
                    "ADDSLOTSRANGE",
                    Integer.toString(SLOTS * i / PRIMARIES),
                    Integer.toString(SLOTS * (i + 1) / PRIMARIES - 1));
        }
        for (RedisNode one : nodes) {
            for (RedisNode other : nodes) {
                if (one != other) {
                    ask(
                            one,
                            "MEET",
                            "127.0.0.1",
                            Integer.toString(other.port()),
                            Integer.toString(other.busPort()));
                }
            }
        }
        nodes.forEach(node -> await(node.name() + " knows the others", () -> knowsAll(node)));
        for (int i = PRIMARIES; i < nodes.size(); i++) {
            ask(nodes.get(i), "REPLICATE", ask(nodes.get(i - PRIMARIES), "MYID"));
        }
        for (int i = PRIMARIES; i < nodes.size(); i++) {
            RedisNode replica = nodes.get(i);
            await(replica.name() + " replicates", () -> isLinked(replica));
        }
    }

    private static String ask(RedisNode node, String... words) {
        try (Jedis connection = node.connect()) {
            Object answer = connection.sendCommand(Command.CLUSTER, words);
            return answer instanceof byte[] bytes ? new String(bytes, US_ASCII) : "";
        }
    }

    private static boolean answers(RedisNode node) {
        try (Jedis connection = node.connect()) {
            return connection.ping().equals("PONG");
        } catch (JedisException _) {
            return false;
        }
    }

    private boolean knowsAll(RedisNode node) {
        List<Topology.Member> members = Topology.parse(ask(node, "NODES")).members();
        return members.size() == nodes.size()
                && members.stream().noneMatch(Topology.Member::handshake);
    }

    private static boolean isLinked(RedisNode replica) {
        try (Jedis connection = replica.connect()) {
            return connection.info("replication").contains("master_link_status:up");
        }
    }

    private boolean isWhole(RedisNode node) {
        try {
            String info = ask(node, "INFO");
            return info.contains("cluster_state:ok")
                    && info.contains("cluster_known_nodes:" + nodes.size())
                    && info.contains("cluster_slots_ok:" + SLOTS);
        } catch (JedisException _) {
            return false;
        }
    }

    private static void await(String what, BooleanSupplier reached) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new LaunchException(
                        "Redis Cluster: timed out waiting until " + what + " (" + DEADLINE + ")");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
