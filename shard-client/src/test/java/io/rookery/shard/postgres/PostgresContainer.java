package io.rookery.shard.postgres;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A container with one of the two servers. When it is started again, it copies the other server's
 * data.
 */
final class PostgresContainer implements PostgresServers.Server, AutoCloseable {

    private static final String ADMIN = "rookery_admin";
    private static final int PORT = 5432;

    private final GenericContainer<?> container;
    private final String name;

    /**
     * @param peer name of the other container
     * @param first whether it is the initial primary
     * @param port the local port that leads to it; it stays the same after each start
     */
    PostgresContainer(Network network, String name, String peer, boolean first, int port) {
        this.name = name;
        this.container =
                new GenericContainer<>(DockerImageName.parse(image()))
                        .withNetwork(network)
                        .withNetworkAliases(name)
                        .withExposedPorts(PORT)
                        .withEnv(
                                Map.of(
                                        "NODE",
                                        name,
                                        "PEER",
                                        peer,
                                        "FIRST",
                                        first ? "yes" : "no",
                                        "POSTGRES_USER",
                                        ADMIN,
                                        "POSTGRES_PASSWORD",
                                        PostgresServers.PASSWORD,
                                        "POSTGRES_DB",
                                        "rookery"))
                        .withCopyFileToContainer(
                                MountableFile.forClasspathResource("postgres/start-node", 0755),
                                "/start-node")
                        .withCopyFileToContainer(
                                MountableFile.forClasspathResource("postgres/provision.sh", 0755),
                                "/docker-entrypoint-initdb.d/provision.sh")
                        .withCreateContainerCmdModifier(
                                create -> create.withUser("postgres").withEntrypoint("/start-node"))
                        .withCommand(
                                Stream.of(
                                                "cluster_name=" + name,
                                                "fsync=off",
                                                "shared_buffers=16MB",
                                                "jit=off",
                                                "wal_sender_timeout=5s",
                                                "wal_receiver_status_interval=1s",
                                                "wal_retrieve_retry_interval=200ms")
                                        .flatMap(setting -> Stream.of("-c", setting))
                                        .toArray(String[]::new));
        container.setPortBindings(List.of(port + ":" + PORT));
    }

    /** The base image of the platform's Postgres image. */
    private static String image() {
        try (Stream<String> lines = Files.lines(Path.of("../postgres/Dockerfile"))) {
            return lines.filter(line -> line.startsWith("FROM "))
                    .map(line -> line.substring("FROM ".length()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    String name() {
        return name;
    }

    String host() {
        return container.getHost() + ":" + container.getMappedPort(PORT);
    }

    /** Starts the server; returns when it listens. */
    void start() {
        container.start();
    }

    void startAgain() {
        docker().startContainerCmd(container.getContainerId()).exec();
    }

    boolean isRunning() {
        return Boolean.TRUE.equals(state().getRunning());
    }

    @Override
    public void kill() {
        if (isRunning()) {
            docker().killContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void freeze() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void thaw() {
        if (Boolean.TRUE.equals(state().getPaused())) {
            docker().unpauseContainerCmd(container.getContainerId()).exec();
        }
    }

    private ContainerState state() {
        return docker().inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    /** The first column of the only row of the result, as text. */
    String ask(String question) throws SQLException {
        try (Connection admin = connect();
                Statement statement = admin.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    void tell(String command) throws SQLException {
        try (Connection admin = connect();
                Statement statement = admin.createStatement()) {
            statement.execute(command);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://"
                        + host()
                        + "/rookery?connectTimeout=2&socketTimeout=4&sslmode=disable",
                ADMIN,
                PostgresServers.PASSWORD);
    }

    @Override
    public void close() {
        container.close();
    }
}
