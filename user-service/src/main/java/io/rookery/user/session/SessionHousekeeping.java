package io.rookery.user.session;

import io.rookery.kit.shard.ShardHousekeeping;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Periodically deletes revoked tokens and applications that have never used their secret. The
 * revocation of a token is kept, because tokens do not expire. Every instance runs this, by the
 * database's clock. Instances skip the rows that another one has locked.
 */
@Component
class SessionHousekeeping {

    private static final int AT_A_TIME = 500;

    /** A day later, no client repeats the request that ended a session. */
    private static final String FORGET_TOKENS =
            """
            delete from access_token using (
                select slot, id from access_token
                where revoked and (ended_at is null or ended_at < now() - interval '1 day')
                limit :limit for update skip locked) old
            where access_token.slot = old.slot and access_token.id = old.id
            """;

    private static final String FORGET_APPLICATIONS =
            """
            delete from client_application using (
                select slot, client_id from client_application
                where secret_seed is not null and registered_at < now() - interval '7 days'
                order by registered_at limit :limit for update skip locked) old
            where client_application.slot = old.slot and client_application.client_id = old.client_id
            """;

    private final ShardClient shards;

    SessionHousekeeping(ShardClient shards) {
        this.shards = shards;
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
    void cleanUp() {
        ShardHousekeeping.onEach(
                shards,
                shard -> {
                    cleanUp(shard, FORGET_TOKENS);
                    cleanUp(shard, FORGET_APPLICATIONS);
                });
    }

    private void cleanUp(String shard, String sql) {
        ShardHousekeeping.inBatches(
                shards, shard, AT_A_TIME, jdbc -> jdbc.sql(sql).param("limit", AT_A_TIME).update());
    }
}
