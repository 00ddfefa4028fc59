package io.rookery.storage.probe;

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
 * How the parts of the platform are looked at. The shards' nodes, the ZooKeeper servers and the
 * registered instances are known from elsewhere.
 *
 * @param redisNodes host:port of every Redis node
 * @param redisPassword what Redis asks of everybody; empty when it asks nothing
 * @param redisTlsBundle name of the SSL bundle that vouches for the Redis nodes; empty when they
 *     are asked without encryption
 * @param interval pause between the beginnings of two looks
 * @param suspicionInterval the same while something does not answer and it is not known why
 * @param deadline how long a component has to answer; after that it counts as silent
 * @param patience how long an answer is waited for all the same; one that comes so late tells a
 *     slow component from one that is silent
 * @param remembered how long an instance that has left the registry is looked for
 */
@Validated
@ConfigurationProperties(value = "rookery.probes", ignoreUnknownFields = false)
public record ProbeSettings(
        @DefaultValue List<@NotBlank String> redisNodes,
        @NotNull @DefaultValue("") String redisPassword,
        @NotNull @DefaultValue("") String redisTlsBundle,
        @DurationMin(millis = 100) @DefaultValue("1s") Duration interval,
        @DurationMin(millis = 50) @DefaultValue("300ms") Duration suspicionInterval,
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
