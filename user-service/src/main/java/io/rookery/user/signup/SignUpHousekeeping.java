package io.rookery.user.signup;

import io.rookery.kit.shard.ShardHousekeeping;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.account.EmailAddress;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Periodically cleans up sign-ups that failed. A day later, no request works on their account ids
 * any more. Every instance runs this, by the database's clock. Instances skip the rows that another
 * one has locked.
 */
@Component
class SignUpHousekeeping {

    private static final int AT_A_TIME = 100;

    /** The maximum number of batches per run. The rest is settled an hour later. */
    private static final int MOST_TIMES = 100;

    private static final String OLD_CLAIMS =
            """
            select email, account_id from email_claim
            where not confirmed and claimed_at < now() - interval '1 day'
            order by claimed_at limit :limit
            """;

    private static final String FORGET_DECISIONS =
            """
            delete from sign_up using (
                select slot, account_id from sign_up
                where not created and decided_at < now() - interval '1 day'
                order by decided_at limit :limit for update skip locked) old
            where sign_up.slot = old.slot and sign_up.account_id = old.account_id
            """;

    private final ShardClient shards;
    private final EmailClaims claims;
    private final NewAccounts accounts;

    SignUpHousekeeping(ShardClient shards, EmailClaims claims, NewAccounts accounts) {
        this.shards = shards;
        this.claims = claims;
        this.accounts = accounts;
    }

    private record OldClaim(String email, long accountId) {}

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
    void cleanUp() {
        ShardHousekeeping.onEach(
                shards,
                shard -> {
                    settleClaims(shard);
                    forgetDecisions(shard);
                });
    }

    /**
     * Settles old claims: each is confirmed if its account exists, or else the account will never
     * exist and the claim is released.
     */
    private void settleClaims(String shard) {
        int size = AT_A_TIME;
        for (int i = 0; i < MOST_TIMES && size == AT_A_TIME; i++) {
            List<OldClaim> old =
                    shards.writeOn(
                            shard,
                            jdbc ->
                                    jdbc.sql(OLD_CLAIMS)
                                            .param("limit", AT_A_TIME)
                                            .query(OldClaim.class)
                                            .list());
            old.forEach(this::settle);
            size = old.size();
        }
    }

    private void settle(OldClaim claim) {
        EmailAddress email = new EmailAddress(claim.email());
        if (accounts.giveUp(claim.accountId())) {
            claims.release(email, claim.accountId());
        } else {
            claims.confirm(email, claim.accountId());
        }
    }

    private void forgetDecisions(String shard) {
        ShardHousekeeping.inBatches(
                shards,
                shard,
                AT_A_TIME,
                jdbc -> jdbc.sql(FORGET_DECISIONS).param("limit", AT_A_TIME).update());
    }
}
