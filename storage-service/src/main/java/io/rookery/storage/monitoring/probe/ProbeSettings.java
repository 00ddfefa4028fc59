package io.rookery.storage.monitoring.probe;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the probes. The shards' nodes, the ZooKeeper servers and the registered instances are
 * known from elsewhere.
 *
 * @param redisNodes host:port of every Redis node
 * @param redisPassword password of the Redis nodes; empty when they need none
 * @param redisTlsBundle name of the SSL bundle with which the Redis nodes are verified; empty for
 *     connections without encryption
 * @param interval time between the beginnings of two rounds
 * @param confirmationInterval the same while a component does not answer and the cause is not known
 * @param deadline how long a component has to answer; after that it counts as silent
 * @param patience how long a probe waits for an answer all the same; a late answer tells a slow
 *     component from a silent one
 * @param remembered how long an instance that has left the registry is still probed
 */
@Validated
@ConfigurationProperties(value = "rookery.probes", ignoreUnknownFields = false)
public record ProbeSettings(
        @DefaultValue List<@NotBlank String> redisNodes,
        @NotNull @DefaultValue("") String redisPassword,
        @NotNull @DefaultValue("") String redisTlsBundle,
        @DurationMin(millis = 100) @DefaultValue("1s") Duration interval,
        @DurationMin(millis = 50) @DefaultValue("300ms") Duration confirmationInterval,
        @DurationMin(millis = 50) @DurationMax(seconds = 10) @DefaultValue("750ms")
                Duration deadline,
        @DurationMin(millis = 50) @DurationMax(seconds = 30) @DefaultValue("2250ms")
                Duration patience,
        @DurationMin(seconds = 1) @DefaultValue("10m") Duration remembered) {

    @Override
    public String toString() {
        return "ProbeSettings[redisNodes=%s]".formatted(redisNodes);
    }
}
