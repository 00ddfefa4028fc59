package io.rookery.shard.transaction;

import java.time.Duration;
import java.util.List;

/**
 * Settings of a service's connections to the shards.
 *
 * @param username login role of the service, the same on every shard
 * @param passwords its password, or several during a password rotation, of which one is right; at
 *     least one; never logged
 * @param poolSize connections to each shard's primary; at least 1
 * @param standbyPoolSize connections to each shard's standbys; at least 1
 * @param writeDeadline longest time that a write takes with all its attempts
 * @param readDeadline longest time that a read takes with all its attempts
 * @param socketTimeout silence after which a connection is closed; longer than any statement of a
 *     service takes, and at least one second
 * @param tls how connections are encrypted
 */
public record ShardClientSettings(
        String username,
        List<String> passwords,
        int poolSize,
        int standbyPoolSize,
        Duration writeDeadline,
        Duration readDeadline,
        Duration socketTimeout,
        ShardTls tls) {

    public ShardClientSettings {
        passwords = List.copyOf(passwords);
        if (passwords.isEmpty()) {
            throw new IllegalArgumentException(
                    "The role that logs in to the shards has no password");
        }
        if (username.isBlank()) {
            throw new IllegalArgumentException("The role that logs in to the shards has no name");
        }
        if (poolSize < 1 || standbyPoolSize < 1) {
            throw new IllegalArgumentException("A pool needs at least one connection");
        }
        if (!writeDeadline.isPositive() || !readDeadline.isPositive()) {
            throw new IllegalArgumentException("A deadline must be positive");
        }
        if (socketTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("The socket timeout is less than a second");
        }
    }

    /**
     * Settings for the role with pools of 6 and 2 connections, deadlines of 10 s for writes and 4 s
     * for reads, a socket timeout of 3 s, and no encryption.
     */
    public static ShardClientSettings of(String username, String password) {
        return new ShardClientSettings(
                username,
                List.of(password),
                6,
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(4),
                Duration.ofSeconds(3),
                ShardTls.NONE);
    }

    /** The same settings with other TLS settings. */
    ShardClientSettings withTls(ShardTls newTls) {
        return new ShardClientSettings(
                username,
                passwords,
                poolSize,
                standbyPoolSize,
                writeDeadline,
                readDeadline,
                socketTimeout,
                newTls);
    }

    @Override
    public String toString() {
        return "%s with %d + %d connections to a shard"
                .formatted(username, poolSize, standbyPoolSize);
    }
}
