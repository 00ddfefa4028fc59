package io.rookery.user.signup;

import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.account.EmailAddress;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Claims of accounts to e-mail addresses, which make the addresses unique. An address is claimed
 * before the account exists, and the claim is confirmed afterwards.
 */
@Component
final class EmailClaims {

    private final ShardClient shards;

    EmailClaims(ShardClient shards) {
        this.shards = shards;
    }

    /**
     * A claim to an address.
     *
     * @param stale whether it has been unconfirmed for longer than a request can take
     */
    record Claim(long accountId, String requestKey, boolean confirmed, boolean stale) {}

    Optional<Claim> find(EmailAddress email) {
        int slot = slotOf(email);
        return shards.read(slot, jdbc -> find(jdbc, slot, email));
    }

    /** Claims the address if it is free, and returns the claim that is valid now. */
    Claim claim(EmailAddress email, long accountId, String requestKey) {
        int slot = slotOf(email);
        return shards.write(
                slot,
                jdbc -> {
                    int claimed =
                            jdbc.sql(
                                            """
                                            insert into email_claim (slot, email, account_id, request_key, claimed_at)
                                            values (:slot, :email, :accountId, :requestKey, now())
                                            on conflict (slot, email) do nothing\
                                            """)
                                    .param("slot", slot)
                                    .param("email", email.text())
                                    .param("accountId", accountId)
                                    .param("requestKey", requestKey)
                                    .update();
                    if (claimed == 0) {
                        CommitBarrier.leave(jdbc);
                    }
                    return find(jdbc, slot, email).orElseThrow();
                });
    }

    /**
     * Confirms the claim, because the account exists. The address then permanently belongs to it.
     */
    void confirm(EmailAddress email, long accountId) {
        change(
                "update email_claim set confirmed = true"
                        + " where slot = :slot and email = :email and account_id = :accountId",
                email,
                accountId);
    }

    /** Releases the address, for an account that certainly will never exist. */
    void release(EmailAddress email, long accountId) {
        change(
                "delete from email_claim where slot = :slot and email = :email"
                        + " and account_id = :accountId and not confirmed",
                email,
                accountId);
    }

    private void change(String sql, EmailAddress email, long accountId) {
        int slot = slotOf(email);
        shards.write(
                slot,
                jdbc ->
                        jdbc.sql(sql)
                                .param("slot", slot)
                                .param("email", email.text())
                                .param("accountId", accountId)
                                .update());
    }

    private static Optional<Claim> find(JdbcClient jdbc, int slot, EmailAddress email) {
        return jdbc.sql(
                        """
                        select account_id, request_key, confirmed,
                            not confirmed and claimed_at < now() - interval '15 seconds' as stale
                        from email_claim where slot = :slot and email = :email\
                        """)
                .param("slot", slot)
                .param("email", email.text())
                .query(Claim.class)
                .optional();
    }

    private static int slotOf(EmailAddress email) {
        return Slots.of(email.text());
    }
}
