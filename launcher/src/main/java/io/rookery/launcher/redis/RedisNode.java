package io.rookery.launcher.redis;

import io.rookery.launcher.process.Configurable;
import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ProcessSpec;
import io.rookery.launcher.process.Signal;
import io.rookery.launcher.process.SupervisedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** One node of the cluster: its process, and a new connection for each command. */
final class RedisNode extends SupervisedProcess implements Configurable {
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /**
     * The configuration of every node, as on the other tiers. Nothing is persisted. A node that
     * restarts empty is rebuilt from the shards, but one that restarted with slightly old data
     * would lack the rest. When memory is full, the least recently used keys are evicted.
     */
    static final String SETTINGS =
            """
            cluster-enabled yes
            cluster-config-file nodes.conf
            cluster-node-timeout 2000
            cluster-replica-validity-factor 0
            cluster-require-full-coverage no
            cluster-allow-reads-when-down no
            cluster-allow-replica-migration no
            repl-diskless-sync-delay 0
            appendonly no
            save ""
            rdb-del-sync-files yes
            maxmemory 160mb
            maxmemory-policy allkeys-lru
            """;

    private final int port;
    private final int announcedPort;
    private final int busPort;
    private final Path directory;
    private final RedisClusterSettings settings;
    private final Consumer<RedisNode> died;
    private volatile String role = "none";

    /**
     * A node that is not started yet.
     *
     * @param died called each time its process has ended
     */
    RedisNode(RedisClusterSettings settings, int index, Consumer<RedisNode> died) {
        super("redis-" + index);
        this.settings = settings;
        this.died = died;
        this.port = settings.basePort() + index;
        this.announcedPort = settings.announcedPort() + index;
        this.busPort = settings.basePort() + RedisCluster.NODES + index;
        this.directory = settings.directory().resolve(name());
    }

    /** Starts the process without waiting for readiness. */
    void start() {
        Path file = directory.resolve("redis.conf");
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(file);
            // The initial copy that a replica received, if the replica died before it had loaded
            // the copy.
            Files.deleteIfExists(directory.resolve("dump.rdb"));
            // The file contains the password.
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, configuration());
        } catch (IOException e) {
            throw new LaunchException(name() + " cannot write its configuration", e);
        }
        Path server = RedisBinaries.server(settings.cache());
        launch(ProcessSpec.of(name(), directory, log(), List.of(server.toString(), "redis.conf")));
    }

    private String configuration() {
        return """
        port %d
        cluster-port %d
        cluster-announce-port %d
        bind 127.0.0.1
        %s
        requirepass %s
        masterauth %s
        """
                .formatted(
                        port,
                        busPort,
                        announcedPort,
                        SETTINGS,
                        settings.password(),
                        settings.password());
    }

    /** A connection with a timeout of one second for each answer. The caller closes it. */
    Jedis connect() {
        return connect(TIMEOUT);
    }

    @Override
    public String configure(String setting, String value) {
        try (Jedis connection = connect()) {
            String before = connection.configGet(setting).get(setting);
            if (before == null) {
                throw new LaunchException(name() + " has no setting " + setting);
            }
            connection.configSet(setting, value);
            return before;
        } catch (JedisException e) {
            throw new LaunchException(name() + " rejects " + setting + " " + value, e);
        }
    }

    /**
     * Asks the process for its role. Returns false when it does not answer in time. An error counts
     * as an answer.
     */
    boolean answers(Duration limit) {
        try (Jedis connection = connect(limit)) {
            if (connection.sendCommand(Command.ROLE) instanceof List<?> said
                    && said.getFirst() instanceof byte[] word) {
                seenAs(word[0] == 'm');
            }
            return true;
        } catch (JedisConnectionException _) {
            return false;
        } catch (JedisException _) {
            return true;
        }
    }

    private Jedis connect(Duration limit) {
        int millis = Math.toIntExact(limit.toMillis());
        return new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .password(settings.password())
                        .connectionTimeoutMillis(millis)
                        .socketTimeoutMillis(millis)
                        .build());
    }

    /** Remembers the last known role of the node. */
    void seenAs(boolean primary) {
        role = primary ? "primary" : "replica";
    }

    boolean isPrimary() {
        return role.equals("primary");
    }

    void stop() {
        stop(Signal.TERM, GRACE);
    }

    Path directory() {
        return directory;
    }

    @Override
    public Path log() {
        return directory.resolve(name() + ".log");
    }

    /** The port that is announced to clients, replicas and the other nodes. */
    int announcedPort() {
        return announcedPort;
    }

    int busPort() {
        return busPort;
    }

    @Override
    protected void ended() {
        died.accept(this);
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public int port() {
        return port;
    }
}
