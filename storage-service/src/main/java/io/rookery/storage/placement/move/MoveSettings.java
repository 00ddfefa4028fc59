package io.rookery.storage.placement.move;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How slots are moved between shards.
 *
 * @param username login role on every shard, which may replicate and change the tables of all
 *     services
 * @param password password of the role
 * @param otherPassword password to try when a server rejects the first one, as during a password
 *     rotation; empty for none
 * @param batch maximum number of slots of a move
 * @param unfinished maximum number of moves, including those that can still be undone, that a shard
 *     takes part in
 * @param maxLag replication lag with which a switch may begin
 * @param observe how long a move can be undone after its switch
 * @param connection further parameters of the connections between the shards' servers, as libpq
 *     knows them, such as {@code sslmode=verify-full sslrootcert=/etc/ssl/root.crt}; empty for none
 */
@Validated
@ConfigurationProperties(value = "rookery.moves", ignoreUnknownFields = false)
record MoveSettings(
        @NotBlank @DefaultValue("rookery_move") String username,
        @NotBlank String password,
        @NotNull @DefaultValue("") String otherPassword,
        @Positive @Max(256) @DefaultValue("64") int batch,
        @Positive @DefaultValue("8") int unfinished,
        @DurationMin(millis = 1) @DefaultValue("100ms") Duration maxLag,
        @DurationMin @DefaultValue("10m") Duration observe,
        @NotNull @DefaultValue("") String connection) {

    List<String> passwords() {
        return otherPassword.isEmpty() ? List.of(password) : List.of(password, otherPassword);
    }

    @Override
    public String toString() {
        return "MoveSettings[username=%s]".formatted(username);
    }
}
