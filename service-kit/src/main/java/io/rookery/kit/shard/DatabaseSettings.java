package io.rookery.kit.shard;

import io.rookery.shard.transaction.ShardClientSettings;
import io.rookery.shard.transaction.ShardTls;
import io.rookery.shard.transaction.TlsMode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the connections to the shards.
 *
 * @param username login role of the service, the same on every shard
 * @param password password of the login role
 * @param otherPassword password to try when a server rejects the first one, as during a password
 *     rotation; empty for none
 * @param schema the schema that the service owns on every shard
 * @param poolSize size of the connection pool of each shard's primary
 * @param standbyPoolSize size of the connection pool of each shard's standbys
 * @param writeDeadline longest time that a write takes with all its attempts; at most 10 s, as no
 *     request takes longer
 * @param readDeadline longest time that a read takes with all its attempts; shorter than the read
 *     timeout of the load balancer in front, and at most 10 s
 * @param socketTimeout silence after which a connection is closed
 * @param tls whether connections are encrypted, and which servers are trusted: disable, require
 *     (any), verify-ca (any with a certificate that the root certificate has signed) or verify-full
 *     (the same, and the certificate names the host as the shard map does)
 * @param tlsRootCertificate PEM file with the root certificates for the servers; required for
 *     verify-ca and verify-full, and refused otherwise
 */
@Validated
@ConfigurationProperties(value = "rookery.database", ignoreUnknownFields = false)
public record DatabaseSettings(
        @NotBlank String username,
        @NotBlank String password,
        @NotNull @DefaultValue("") String otherPassword,
        @NotBlank String schema,
        @Positive @DefaultValue("6") int poolSize,
        @Positive @DefaultValue("2") int standbyPoolSize,
        @DurationMax(seconds = 10) @NotNull @DefaultValue("10s") Duration writeDeadline,
        @DurationMax(seconds = 10) @NotNull @DefaultValue("4s") Duration readDeadline,
        @NotNull @DefaultValue("3s") Duration socketTimeout,
        @NotNull @DefaultValue("disable") TlsMode tls,
        @Nullable Path tlsRootCertificate) {

    public DatabaseSettings {
        new ShardTls(tls, tlsRootCertificate);
    }

    DatabaseLogin login() {
        List<String> passwords =
                otherPassword.isEmpty() ? List.of(password) : List.of(password, otherPassword);
        return new DatabaseLogin(username, passwords, new ShardTls(tls, tlsRootCertificate));
    }

    ShardClientSettings toClientSettings(DatabaseLogin login) {
        return new ShardClientSettings(
                login.username(),
                login.passwords(),
                poolSize,
                standbyPoolSize,
                writeDeadline,
                readDeadline,
                socketTimeout,
                login.encryption());
    }

    @Override
    public String toString() {
        return "DatabaseSettings[username=%s, schema=%s]".formatted(username, schema);
    }
}
