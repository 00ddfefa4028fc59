package io.rookery.feed.event;

import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.outbox.OutboxSettings;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The outbox of this service, with the handlers of all its parts. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    Outbox outbox(ShardClient shards, List<OutboxHandler> handlers) {
        return new Outbox(shards, handlers, OutboxSettings.defaults());
    }
}
