package io.rookery.storage.ensemble;

import io.rookery.kit.zookeeper.ZooKeeperSettings;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EnsembleConfiguration {

    /** Protects no tree when services do not log in: ACLs need their identities. */
    @Bean
    TreeKeeping treeKeeping(ZooKeeperSettings settings, CuratorFramework zooKeeper) {
        return new TreeKeeping(
                settings.logsIn() ? Optional.of(ProtectedTree.keep(zooKeeper)) : Optional.empty());
    }

    /** Closes the {@link ProtectedTree} with the service. */
    record TreeKeeping(Optional<ProtectedTree> tree) implements AutoCloseable {
        @Override
        public void close() {
            tree.ifPresent(ProtectedTree::close);
        }
    }
}
