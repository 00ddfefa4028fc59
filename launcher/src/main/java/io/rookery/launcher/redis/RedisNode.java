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

/** One node of the cluster: its process, and a connection for each thing that it is asked. */
final class RedisNode extends SupervisedProcess implements Configurable {
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /**
     * What every node has, as on the other tiers. Nothing is kept on disk: a node that comes back
     * empty is rebuilt from the shards, one that comes back with what it had a moment ago would
     * lack the rest. What was not read for longest makes room.
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

    /** Each death of its process is told. */
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
            // What a replica was given to begin with, when it died before it had taken it over.
            Files.deleteIfExists(directory.resolve("dump.rdb"));
            // It holds the password.
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

    /** A connection with a deadline of a second for each answer; the caller closes it. */
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
            throw new LaunchException(name() + " does not take " + setting + " " + value, e);
        }
    }

    /**
     * Asks the process what it is; false when it does not say so in time. An error is an answer.
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

    /** Remembers what the node was last seen to be. */
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

    /** The port by which clients, replicas and the other nodes know it. */
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
