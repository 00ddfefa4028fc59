package io.rookery.kit.client;

import io.rookery.kit.failover.RequestFailover;
import io.rookery.kit.identity.PeerTokens;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/** Makes {@link InternalClients} available to services. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class InternalClientsAutoConfiguration {

    @Bean
    InternalClients internalClients(
            RequestFailover failover, RestClient.Builder builder, PeerTokens tokens) {
        return new InternalClients(failover, builder, tokens);
    }
}
