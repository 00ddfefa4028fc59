package io.rookery.shard.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.zookeeper.ZooKeeperEnsemble;
import io.rookery.launcher.zookeeper.ZooKeeperSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SchemaReadinessIT {

    @Test
    void tellsWhichServicesHaveMigratedAShard(@TempDir Path directory) {
        try (var ensemble =
                        ZooKeeperEnsemble.start(
                                ZooKeeperSettings.of(directory, FreePorts.reserve(1)));
                var zooKeeper = connect(ensemble)) {
            var readiness = new SchemaReadiness(zooKeeper);
            assertThat(readiness.announced("shard-0")).isEmpty();

            readiness.announce("shard-0", "feed-service", "1");
            readiness.announce("shard-0", "user-service", "3");
            readiness.announce("shard-0", "feed-service", "2");

            assertThat(readiness.announced("shard-0"))
                    .containsOnly(entry("feed-service", "2"), entry("user-service", "3"));
            assertThat(readiness.announced("shard-1")).isEmpty();
        }
    }

    @Test
    void saysThatZooKeeperCannotBeReached() {
        try (var zooKeeper = connect("127.0.0.1:" + FreePorts.reserve(1))) {
            var readiness = new SchemaReadiness(zooKeeper);

            assertThatThrownBy(() -> readiness.announced("shard-0"))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    private static CuratorFramework connect(ZooKeeperEnsemble ensemble) {
        return connect(ensemble.connectString());
    }

    private static CuratorFramework connect(String address) {
        CuratorFramework client =
                CuratorFrameworkFactory.builder()
                        .connectString(address)
                        .connectionTimeoutMs(2000)
                        .retryPolicy(new RetryOneTime(500))
                        .build();
        client.start();
        return client;
    }
}
