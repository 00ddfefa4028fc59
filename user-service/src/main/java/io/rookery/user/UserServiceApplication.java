package io.rookery.user;

import io.opentelemetry.api.trace.Tracer;
import io.rookery.kit.admission.Admission;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxHandler;
import io.rookery.shard.outbox.OutboxSettings;
import io.rookery.shard.outbox.OutboxWorker;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts a user-service instance. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class UserServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(UserServiceApplication.class, args);
    }

    @Bean
    Outbox outbox(ShardClient shards) {
        return new Outbox(shards, OutboxSettings.defaults());
    }

    @Bean(initMethod = "start")
    OutboxWorker outboxWorker(
            Outbox outbox, List<OutboxHandler> handlers, Admission admission, Tracer tracer) {
        return new OutboxWorker(outbox, handlers, admission::isStrained, tracer);
    }
}
