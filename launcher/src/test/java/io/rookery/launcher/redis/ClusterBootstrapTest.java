package io.rookery.launcher.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterBootstrapTest {
    @TempDir private Path directory;
    private List<RedisNode> nodes;
    private ClusterBootstrap bootstrap;

    @BeforeEach
    void leaveWhatNodesWrite() throws IOException {
        RedisClusterSettings settings = RedisClusterSettings.of(directory, 4711);
        nodes =
                IntStream.range(0, RedisCluster.NODES)
                        .mapToObj(index -> new RedisNode(settings, index, _ -> {}))
                        .toList();
        bootstrap = new ClusterBootstrap(settings, nodes);
        for (RedisNode node : nodes) {
            Files.createDirectories(node.directory());
            Files.writeString(node.directory().resolve("nodes.conf"), "known nodes");
        }
    }

    @Test
    void beginsAnewWhenTheFirstStartWasInterrupted() {
        bootstrap.clearHalfFormed();

        assertThat(nodes).extracting(RedisNode::directory).noneMatch(Files::exists);
    }

    @Test
    void keepsAClusterThatWasFormedOnce() throws IOException {
        Files.createFile(directory.resolve("formed"));

        bootstrap.clearHalfFormed();

        assertThat(nodes)
                .extracting(node -> node.directory().resolve("nodes.conf"))
                .hasSize(RedisCluster.NODES)
                .allMatch(Files::exists);
    }
}
