package io.rookery.storage.monitoring.probe;

import io.rookery.kit.discovery.Registrations;
import io.rookery.kit.identity.PeerTokens;
import io.rookery.kit.shard.DatabaseLogin;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import io.rookery.storage.StorageSettings;
import java.time.InstantSource;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.cloud.zookeeper.ZookeeperProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ProbeConfiguration {

    @Bean
    PlatformProbes.Factory platformProbesFactory(
            ProbeSettings settings,
            StorageSettings storage,
            ShardMaps maps,
            DatabaseLogin database,
            SslBundles bundles,
            CuratorFramework curator,
            Registrations registrations,
            ZookeeperProperties zooKeeper,
            PeerTokens tokens,
            JsonMapper json,
            InstantSource clock) {
        String servers = zooKeeper.getConnectString().split("/", 2)[0];
        return times ->
                new PlatformProbes(
                        settings,
                        () ->
                                maps.current()
                                        .map(ShardMap::shards)
                                        .orElseGet(storage::joiningShards),
                        database,
                        RedisLogin.of(settings, bundles),
                        curator,
                        registrations,
                        List.of(servers.split(",", -1)),
                        tokens,
                        json,
                        times,
                        clock);
    }
}
