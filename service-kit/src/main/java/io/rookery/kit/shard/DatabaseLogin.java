package io.rookery.kit.shard;

import io.rookery.shard.transaction.ShardTls;
import java.util.List;

/**
 * What the service needs to be let into a shard's servers.
 *
 * @param username its role
 * @param passwords its password, or both while it is renewed
 * @param encryption how connections are encrypted
 */
public record DatabaseLogin(String username, List<String> passwords, ShardTls encryption) {

    @Override
    public String toString() {
        return username;
    }
}
