package io.rookery.feed.event;

import io.opentelemetry.api.trace.Tracer;
import io.rookery.kit.admission.Admission;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.outbox.OutboxWorker;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the outbox of this service with all event handlers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedOutboxSettings.class)
class OutboxConfiguration {

    @Bean
    Outbox outbox(ShardClient shards, FeedOutboxSettings settings) {
        return new Outbox(shards, settings.toOutboxSettings());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    OutboxWorker outboxWorker(
            Outbox outbox, List<OutboxHandler> handlers, Admission admission, Tracer tracer) {
        return new OutboxWorker(outbox, handlers, admission::isStrained, tracer);
    }
}
