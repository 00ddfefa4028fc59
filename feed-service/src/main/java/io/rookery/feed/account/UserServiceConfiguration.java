package io.rookery.feed.account;

import io.rookery.kit.client.InternalClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the client of user-service. */
@Configuration(proxyBeanMethods = false)
class UserServiceConfiguration {

    @Bean
    UserService userService(InternalClients clients) {
        return clients.client(UserService.class, "user-service");
    }
}
