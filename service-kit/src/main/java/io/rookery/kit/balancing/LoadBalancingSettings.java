package io.rookery.kit.balancing;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How requests are spread over the instances of a service.
 *
 * @param strategy to that which has fewest requests to answer, in turn, at random, or in turn by
 *     each instance's weight
 * @param sticky whether the gateway keeps sending a client to the same instance, by a cookie
 */
@Validated
@ConfigurationProperties(value = "rookery.load-balancing", ignoreUnknownFields = false)
public record LoadBalancingSettings(
        @NotNull @DefaultValue("least-requests") Strategy strategy,
        @DefaultValue("false") boolean sticky) {

    /** The order in which instances get requests. */
    public enum Strategy {
        LEAST_REQUESTS,
        ROUND_ROBIN,
        RANDOM,
        WEIGHTED
    }
}
