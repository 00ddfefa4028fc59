package io.rookery.feed.redis;

import com.github.dockerjava.api.DockerClient;
import io.rookery.launcher.port.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A Redis Cluster with all nodes in one container. The nodes then have the same addresses inside
 * the container and for clients outside, which Redis Cluster requires.
 */
public final class RedisContainer implements RedisServers {

    /** Reason why tests on containers are skipped. */
    public static final String IMPOSSIBLE =
            "Skipped on containers, as there is no Docker engine here that can run them; the same contract runs on the launcher's servers";

    private static final Logger LOG = LoggerFactory.getLogger(RedisContainer.class);
    private static final int NODES = 6;

    private final GenericContainer<?> container;
    private final List<Integer> ports;

    private RedisContainer(List<Integer> ports) {
        this.ports = ports;
        this.container =
                new GenericContainer<>(DockerImageName.parse(image()))
                        .withExposedPorts(ports.toArray(Integer[]::new))
                        .withEnv(
                                Map.of(
                                        "PASSWORD",
                                        PASSWORD,
                                        "PORTS",
                                        ports.stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(" "))))
                        .withCopyFileToContainer(
                                MountableFile.forClasspathResource("redis/start-nodes", 0755),
                                "/start-nodes")
                        .withCommand("/start-nodes")
                        .waitingFor(Wait.forLogMessage("The nodes are started.\\n", 1));
        container.setPortBindings(ports.stream().map(port -> port + ":" + port).toList());
    }

    /** Whether a Docker engine can run the container. If not, logs why tests are skipped. */
    public static boolean isPossible() {
        try {
            DockerClientFactory.instance().client();
            return true;
        } catch (RuntimeException unusable) {
            // There is no Docker engine, or it cannot run the cleanup container of Testcontainers.
            LOG.warn("{} ({})", IMPOSSIBLE, unusable.getMessage());
            return false;
        }
    }

    /** Starts a cluster on six free ports. */
    public static RedisContainer start() {
        int basePort = FreePorts.reserve(NODES);
        RedisContainer nodes =
                new RedisContainer(IntStream.range(basePort, basePort + NODES).boxed().toList());
        nodes.container.start();
        return nodes;
    }

    /** Returns the image on which that of docker-compose.yml is based. */
    private static String image() {
        try (Stream<String> lines = Files.lines(Path.of("../docker/Dockerfile"))) {
            return lines.filter(line -> line.startsWith("FROM redis:"))
                    .map(line -> line.split(" ", -1)[1])
                    .findFirst()
                    .orElseThrow();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public List<String> hosts() {
        return ports.stream().map(port -> "127.0.0.1:" + port).toList();
    }

    @Override
    public void kill(int port) {
        try {
            container.execInContainer("sh", "-c", "kill -9 $(cat /data/%d/pid)".formatted(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void killAll() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void revive() {
        docker().startContainerCmd(container.getContainerId()).exec();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    @Override
    public void close() {
        container.close();
    }
}
