package io.rookery.shard.map;

import static org.awaitility.Awaitility.await;

import io.rookery.launcher.port.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;
import org.jspecify.annotations.Nullable;

/** A real ZooKeeper server that can be stopped, started again, and lose its data. */
final class ZooKeeper implements AutoCloseable {

    private final Path directory;
    private final int port = FreePorts.reserve(1);
    private @Nullable ZooKeeperServerEmbedded server;

    ZooKeeper() {
        try {
            directory = Files.createTempDirectory("rookery-zookeeper");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() throws Exception {
        Properties settings = new Properties();
        settings.setProperty("clientPortAddress", "127.0.0.1");
        settings.setProperty("clientPort", Integer.toString(port));
        settings.setProperty("tickTime", "500");
        settings.setProperty("admin.enableServer", "false");
        server =
                ZooKeeperServerEmbedded.builder()
                        .baseDir(directory)
                        .configuration(settings)
                        .exitHandler(ExitHandler.LOG_ONLY)
                        .build();
        server.start(Duration.ofSeconds(20).toMillis());
    }

    void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /** Removes all data; the server must be stopped. */
    void forget() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        Files.createDirectories(directory);
    }

    /** A started connection, whether or not the server is available; the caller closes it. */
    CuratorFramework connect() {
        CuratorFramework client =
                CuratorFrameworkFactory.builder()
                        .connectString("127.0.0.1:" + port)
                        .sessionTimeoutMs(4000)
                        .connectionTimeoutMs(1000)
                        .retryPolicy(new RetryNTimes(2, 100))
                        .build();
        client.start();
        return client;
    }

    static void awaitConnected(CuratorFramework client) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.getZookeeperClient().isConnected());
    }

    @Override
    public void close() throws IOException {
        stop();
        forget();
        Files.delete(directory);
    }
}
