package io.rookery.kit.shard;

import io.rookery.shard.transaction.ShardTls;
import java.util.List;

/**
 * The credentials by which the service logs in to a shard's servers.
 *
 * @param username its role
 * @param passwords its password, or both while the password is rotated
 * @param encryption how connections are encrypted
 */
public record DatabaseLogin(String username, List<String> passwords, ShardTls encryption) {

    @Override
    public String toString() {
        return username;
    }
}
