package io.rookery.storage.schema;

import io.rookery.shard.schema.SchemaReadiness;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {

    @Bean
    SchemaReadiness schemaReadiness(CuratorFramework zooKeeper) {
        return new SchemaReadiness(zooKeeper);
    }
}
