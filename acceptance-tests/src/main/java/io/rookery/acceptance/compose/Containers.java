package io.rookery.acceptance.compose;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Injects faults into the containers of the platform and undoes them. Containers have the names of
 * the compose file, such as {@code shard-0-a} or {@code feed-service}. If a service has several
 * containers, one of them is used.
 */
final class Containers {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> SHARDS = List.of("shard-0", "shard-1");
    private static final String PROJECT = "label=com.docker.compose.project=rookery";
    private static final Duration PAUSE = Duration.ofMillis(500);

    /**
     * Longer than a leader lock lasts: a node that is started this much earlier becomes the
     * primary.
     */
    private static final Duration LONGER_THAN_A_LOCK = Duration.ofSeconds(25);

    /** Number of WAL segments to write: more than Postgres keeps without a replication slot. */
    private static final int SEGMENTS = 12;

    private final Docker docker;
    private final Volumes volumes;
    private final Deque<Runnable> remedies = new ArrayDeque<>();

    Containers(Docker docker) {
        this.docker = docker;
        this.volumes = new Volumes(docker);
    }

    /** Kills the container. {@link #heal} starts it again. */
    void kill(String name) {
        harm(name, "kill", "start");
    }

    /** Stops the container, as an upgrade does. {@link #heal} starts it again. */
    void stop(String name) {
        harm(name, "stop", "start");
    }

    /** Freezes all processes of the container. {@link #heal} resumes them. */
    void pause(String name) {
        harm(name, "pause", "unpause");
    }

    private void harm(String name, String command, String remedy) {
        String container = container(name);
        docker.run(command, container);
        remedies.push(() -> docker.run(remedy, container));
    }

    /**
     * Disconnects the container from all its networks. {@link #heal} connects it again, with the
     * same address.
     */
    void disconnect(String name) {
        String container = container(name);
        JsonNode networks =
                JSON.readTree(
                        docker.run(
                                "inspect", "-f", "{{json .NetworkSettings.Networks}}", container));
        for (String network : networks.propertyNames()) {
            // A container can request an address only in a network whose subnet is configured; the
            // network "edge" has none.
            String address =
                    network.endsWith("_edge")
                            ? ""
                            : networks.path(network).path("IPAddress").asString("");
            docker.run("network", "disconnect", network, container);
            remedies.push(() -> connect(network, address, name, container));
        }
    }

    private void connect(String network, String address, String name, String container) {
        List<String> words = new ArrayList<>(List.of("network", "connect", "--alias", name));
        if (!address.isEmpty()) {
            words.addAll(List.of("--ip", address));
        }
        words.addAll(List.of(network, container));
        docker.run(words.toArray(String[]::new));
    }

    /** Kills Postgres with kill -9, but not its Patroni. */
    void killPostgres(String name) {
        docker.run(
                "exec",
                container(name),
                "bash",
                "-c",
                "kill -9 $(head -n 1 $PGDATA/postmaster.pid)");
    }

    /**
     * Kills all containers at the same time, as a power failure does. {@link #heal} starts all of
     * them at the same time, as the container engine does after a reboot.
     */
    void killAll() {
        List<String> running = docker.run("ps", "--quiet", "--filter", PROJECT).lines().toList();
        toAll("kill", running);
        remedies.push(() -> toAll("start", running));
    }

    /** Removes the containers and their volumes. {@link #heal} creates them again. */
    void loseVolumes(String... names) {
        remedies.push(this::up);
        for (String name : names) {
            volumes.lose(container(name));
        }
    }

    /**
     * Truncates the latest transaction log of a ZooKeeper server within its header, and starts the
     * server with it.
     */
    void tearZooKeeper(String name) {
        remedies.push(() -> replace(name));
        tear(name, "truncate --size 8 \"$(ls -t /datalog/version-2/log.* | head -n 1)\"");
    }

    /** Truncates the cluster configuration of a Redis node, and starts the node with it. */
    void tearRedis(String name) {
        remedies.push(() -> replace(name));
        tear(name, "truncate --size 60 /data/nodes.conf");
    }

    /** Empties the control file, without which Postgres cannot start, and starts the node. */
    void tearPostgres(String name) {
        String shard = shardOf(name);
        remedies.push(() -> {
            String container = container(name);
            docker.run("exec", container, "patronictl", "reinit", "--force", shard, name);
        });
        tear(name, "truncate --size 0 $PGDATA/global/pg_control");
    }

    private void tear(String name, String command) {
        String container = container(name);
        docker.run("kill", container);
        try {
            volumes.change(container, command);
        } finally {
            docker.run("start", container);
        }
    }

    /**
     * Replaces a node that cannot start with its data. This is the procedure in docs/operations.md.
     */
    private void replace(String name) {
        volumes.lose(container(name));
        up();
    }

    /**
     * Stops a standby and makes its primary remove the WAL that the standby still needs. {@link
     * #heal} starts the standby again.
     */
    void outrun(String standby) {
        stop(standby);
        String primary = container(primary(shardOf(standby)));
        for (int i = 0; i < SEGMENTS; i++) {
            sql(primary, "select pg_logical_emit_message(false, '', ''), pg_switch_wal()");
        }
        // Patroni immediately creates another replication slot for the standby. That slot keeps the
        // WAL since the last checkpoint only.
        sql(
                primary,
                "checkpoint",
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                        + " where not active",
                "checkpoint");
    }

    private void sql(String container, String... statements) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "exec",
                                container,
                                "psql",
                                "-X",
                                "-q",
                                "-h",
                                "/var/run/postgresql"));
        words.addAll(List.of("-U", "rookery_admin", "-d", "postgres"));
        for (String statement : statements) {
            words.addAll(List.of("-c", statement));
        }
        docker.run(words.toArray(String[]::new));
    }

    /** Kills both nodes of a shard. {@link #heal} starts the second one long after the first. */
    void killBoth(String first, String second) {
        List<String> containers = List.of(container(first), container(second));
        remedies.push(() -> {
            docker.run("start", containers.getFirst());
            LockSupport.parkNanos(LONGER_THAN_A_LOCK.toNanos());
            docker.run("start", containers.getLast());
        });
        toAll("kill", containers);
    }

    private void up() {
        docker.run("compose", "up", "--detach", "--wait", "--no-recreate");
    }

    private void toAll(String command, List<String> containers) {
        docker.run(Stream.concat(Stream.of(command), containers.stream()).toArray(String[]::new));
    }

    /**
     * Removes all containers and keeps their volumes. {@link #heal} creates the containers again.
     */
    void down() {
        docker.run("compose", "down");
        remedies.push(this::up);
    }

    /**
     * Replaces containers one by one.
     *
     * @param names services or shards; none means all services
     */
    void roll(String... names) {
        docker.script("roll", names);
    }

    /** Rotates a secret. */
    void renew(String secret) {
        docker.script("renew", secret);
    }

    /** Scales a service to four instances. {@link #heal} scales it back to two. */
    void scale(String service) {
        scale(service, 4);
        remedies.push(() -> scale(service, 2));
    }

    private void scale(String service, int instances) {
        docker.run(
                "compose",
                "up",
                "--detach",
                "--wait",
                "--no-recreate",
                "--scale",
                service + "=" + instances);
    }

    /** Does a switchover: a shard's primary and its standby exchange their roles. */
    void switchOver(String shard) {
        docker.run("exec", container(shard + "-a"), "patronictl", "switchover", "--force", shard);
    }

    /** Returns the node that is the primary of a shard. */
    String primary(String shard) {
        return nodes(shard)
                .filter(node -> is(node, "/primary"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(shard + " has no primary"));
    }

    /** Returns the node that is the synchronous standby of a shard. */
    String standby(String shard) {
        return nodes(shard)
                .filter(node -> is(node, "/sync"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(shard + " has no standby"));
    }

    /** Undoes all faults, the latest first. */
    void heal() {
        while (!remedies.isEmpty()) {
            remedies.pop().run();
        }
    }

    /**
     * Waits until all containers are healthy and all shards have a synchronous standby.
     *
     * @throws IllegalStateException if that takes longer than the limit
     */
    void awaitWhole(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<String> ill = ill();
        while (!ill.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The platform is not healthy: " + ill);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            ill = ill();
        }
    }

    private List<String> ill() {
        List<String> ill = new ArrayList<>();
        docker.run(
                        "compose",
                        "ps",
                        "--all",
                        "--format",
                        "{{.Service}} {{.State}} {{.Health}} {{.ExitCode}}")
                .lines()
                .map(line -> Arrays.asList(line.split(" ")))
                .filter(words -> !isWell(words))
                .forEach(words -> ill.add(String.join(" ", words)));
        SHARDS.stream()
                .filter(shard -> nodes(shard).noneMatch(node -> is(node, "/sync")))
                .forEach(shard -> ill.add(shard + " has no synchronous standby"));
        return ill;
    }

    /**
     * Returns whether a container is in its expected state. The container "secrets" runs once; it
     * must have exited with 0.
     */
    private static boolean isWell(List<String> words) {
        return switch (words.get(1)) {
            case "running" -> words.contains("healthy");
            case "exited" -> words.getLast().equals("0") && words.getFirst().equals("secrets");
            default -> false;
        };
    }

    private static String shardOf(String node) {
        return node.substring(0, node.lastIndexOf('-'));
    }

    private Stream<String> nodes(String shard) {
        return Stream.of(shard + "-a", shard + "-b");
    }

    private boolean is(String node, String path) {
        return docker.succeeds("exec", container(node), "is-healthy", path);
    }

    private String container(String name) {
        return docker.run(
                        "ps",
                        "--all",
                        "--quiet",
                        "--filter",
                        PROJECT,
                        "--filter",
                        "label=com.docker.compose.service=" + name)
                .lines()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no container of " + name));
    }
}
