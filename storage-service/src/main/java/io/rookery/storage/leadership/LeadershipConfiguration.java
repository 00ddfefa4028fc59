package io.rookery.storage.leadership;

import org.apache.curator.framework.CuratorFramework;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LeadershipConfiguration {

    @Bean(destroyMethod = "close")
    ZooKeeperLeadership leadership(CuratorFramework zooKeeper) {
        return ZooKeeperLeadership.seek(zooKeeper);
    }
}
