package io.rookery.user.feed;

import io.rookery.kit.client.InternalClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the client of feed-service. */
@Configuration(proxyBeanMethods = false)
class FeedConfiguration {

    @Bean
    FeedClient feedClient(InternalClients clients) {
        return clients.client(FeedClient.class, "feed-service");
    }
}
