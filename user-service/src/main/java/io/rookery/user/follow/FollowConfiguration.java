package io.rookery.user.follow;

import io.rookery.kit.client.InternalClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What follows need from elsewhere. */
@Configuration(proxyBeanMethods = false)
class FollowConfiguration {

    @Bean
    FeedClient feedClient(InternalClients clients) {
        return clients.client(FeedClient.class, "feed-service");
    }
}
