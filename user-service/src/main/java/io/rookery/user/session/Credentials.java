package io.rookery.user.session;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The password hashes of accounts, each in the account's slot. */
@Component
final class Credentials {

    private final ShardClient shards;

    Credentials(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * The stored credential of an account.
     *
     * @param changedBy digest of the request that last changed the password; null if none has
     */
    record Credential(
            long accountId, String email, String passwordHash, @Nullable String changedBy) {

        @Override
        public String toString() {
            return "Credential[" + accountId + "]";
        }
    }

    Optional<Credential> of(long accountId) {
        return shards.read(
                Ids.slotOf(accountId),
                jdbc ->
                        jdbc.sql(
                                        """
                                        select account_id, email, password_hash, changed_by
                                        from credential where slot = :slot and account_id = :id\
                                        """)
                                .param("slot", Ids.slotOf(accountId))
                                .param("id", accountId)
                                .query(Credential.class)
                                .optional());
    }

    /**
     * Whether the password of the sign-in is still the account's. A lock keeps it unchanged until
     * the caller's transaction ends.
     */
    static boolean isCurrent(JdbcClient jdbc, SignedIn who) {
        return jdbc.sql(
                        """
                        select password_hash from credential
                        where slot = :slot and account_id = :id for share\
                        """)
                .param("slot", Ids.slotOf(who.accountId()))
                .param("id", who.accountId())
                .query(String.class)
                .optional()
                .filter(who.passwordHash()::equals)
                .isPresent();
    }

    /**
     * Replaces the password, by compare-and-set on the hash of the sign-in. Returns false if
     * another request has changed it meanwhile.
     */
    static boolean replace(JdbcClient jdbc, SignedIn who, String newHash, String changedBy) {
        return jdbc.sql(
                                """
                                update credential set password_hash = :newHash, changed_by = :changedBy
                                where slot = :slot and account_id = :id and password_hash = :oldHash\
                                """)
                        .param("newHash", newHash)
                        .param("changedBy", changedBy)
                        .param("slot", Ids.slotOf(who.accountId()))
                        .param("id", who.accountId())
                        .param("oldHash", who.passwordHash())
                        .update()
                == 1;
    }
}
