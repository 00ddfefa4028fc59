package io.rookery.kit.zookeeper;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.zookeeper.ZookeeperAutoConfiguration;
import org.springframework.cloud.zookeeper.ZookeeperProperties;
import org.springframework.context.annotation.Bean;

/**
 * Connects to ZooKeeper in the background. Spring Cloud's own client delays the start until it is
 * connected, and its retries delay callers by half a minute.
 */
@AutoConfiguration(before = ZookeeperAutoConfiguration.class)
@EnableConfigurationProperties(ZooKeeperSettings.class)
public class ZooKeeperClientAutoConfiguration {

    private static final int FIRST_RETRY_MILLIS = 50;
    private static final int LONGEST_RETRY_MILLIS = 500;
    private static final int RETRIES = 3;
    private static final int LONGEST_CLOSE_MILLIS = 1000;

    @Bean(initMethod = "start", destroyMethod = "close")
    @ConditionalOnMissingBean
    CuratorFramework curatorFramework(
            @Value("${spring.application.name}") String service,
            ZookeeperProperties properties,
            ZooKeeperSettings settings) {
        CuratorFrameworkFactory.Builder client =
                CuratorFrameworkFactory.builder()
                        .connectString(properties.getConnectString())
                        .sessionTimeoutMs(
                                Math.toIntExact(properties.getSessionTimeout().toMillis()))
                        .connectionTimeoutMs(
                                Math.toIntExact(properties.getConnectionTimeout().toMillis()))
                        .retryPolicy(
                                new BoundedExponentialBackoffRetry(
                                        FIRST_RETRY_MILLIS, LONGEST_RETRY_MILLIS, RETRIES))
                        .maxCloseWaitMs(LONGEST_CLOSE_MILLIS)
                        // Only the configured addresses are known to be reachable from here.
                        .ensembleTracker(false);
        return settings.logsIn()
                ? client.zookeeperFactory(new ServiceLogin(service, settings.passwords()))
                        .aclProvider(new NodeAccess())
                        .build()
                : client.zkClientConfig(LoginContexts.none()).build();
    }
}
