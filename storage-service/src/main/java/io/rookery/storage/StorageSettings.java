package io.rookery.storage;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardState;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the control plane is in charge of.
 *
 * @param shards the shards of the platform, each with a {@code name}, {@code hosts} (host:port of
 *     every member), a {@code database} (rookery), a {@code weight} (1) with which it joins, and
 *     {@code patroni} (addresses of its REST API; none). All of them must be there before the slots
 *     are assigned for the first time. One that is declared later joins without slots, and gets its
 *     share by moves. One that is declared no longer is removed once it is drained
 * @param requiredServices the services that must have migrated a shard before it takes traffic
 * @param interval pause between two looks at the platform while something is waited for
 * @param calmInterval pause between two looks while all is as it should be
 */
@Validated
@ConfigurationProperties(value = "rookery.storage", ignoreUnknownFields = false)
public record StorageSettings(
        @NotEmpty List<@Valid DeclaredShard> shards,
        @NotEmpty @DefaultValue({"user-service", "feed-service", "storage-service"})
                Set<String> requiredServices,
        @DurationMin(millis = 50) @DefaultValue("500ms") Duration interval,
        @DurationMin(millis = 50) @DefaultValue("5s") Duration calmInterval) {

    /**
     * A shard that someone has provisioned.
     *
     * @param name lower-case letters, digits and hyphens; never given to another shard
     * @param hosts host:port of every member, primary or standby
     * @param database name of the database, the same on every host
     * @param weight share of the slots, relative to the other shards, with which it joins;
     *     operators change it afterwards
     * @param patroni addresses of Patroni's REST API, or of what answers like it; none where nobody
     *     can be asked for another primary
     */
    public record DeclaredShard(
            @NotBlank String name,
            @NotEmpty List<@NotBlank String> hosts,
            @NotBlank @DefaultValue("rookery") String database,
            @Positive @DefaultValue("1") double weight,
            @DefaultValue List<URI> patroni) {

        Shard joining() {
            return new Shard(name, hosts, database, weight, ShardState.JOINING);
        }
    }

    /**
     * The declared shards as they enter the map.
     *
     * @throws IllegalArgumentException when a name or a host is none, or a name is given twice
     */
    public List<Shard> joiningShards() {
        List<Shard> joining = shards.stream().map(DeclaredShard::joining).toList();
        if (joining.stream().map(Shard::name).distinct().count() < joining.size()) {
            throw new IllegalArgumentException("A shard is declared twice in " + shards);
        }
        return joining;
    }
}
