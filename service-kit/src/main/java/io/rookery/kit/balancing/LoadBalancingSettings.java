package io.rookery.kit.balancing;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of load balancing over the instances of a service.
 *
 * @param strategy how an instance is picked: the one with the fewest outstanding requests, round
 *     robin, random, or round robin by weight
 * @param sticky whether the gateway uses sticky sessions: a cookie keeps a client on one instance
 */
@Validated
@ConfigurationProperties(value = "rookery.load-balancing", ignoreUnknownFields = false)
public record LoadBalancingSettings(
        @NotNull @DefaultValue("least-requests") Strategy strategy,
        @DefaultValue("false") boolean sticky) {

    /** How an instance is picked. */
    public enum Strategy {
        LEAST_REQUESTS,
        ROUND_ROBIN,
        RANDOM,
        WEIGHTED
    }
}
