package io.rookery.user.session;

import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.CommitBarrier;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accesses the rows of tokens, each in the slot of its id, within the caller's transaction. */
final class TokenRows {

    private TokenRows() {}

    /**
     * Inserts the token.
     *
     * @return false if the id is taken, because another instance generated the same one at the same
     *     moment
     */
    static boolean insert(JdbcClient jdbc, AccessToken token) {
        return jdbc.sql(
                                """
                                insert into access_token (slot, id, account_id, client_id, scopes)
                                values (:slot, :id, :accountId, :clientId, :scopes)
                                on conflict (slot, id) do nothing\
                                """)
                        .param("slot", Ids.slotOf(token.id()))
                        .param("id", token.id())
                        .param("accountId", token.accountId())
                        .param("clientId", token.clientId())
                        .param("scopes", token.scopes())
                        .update()
                == 1;
    }

    /**
     * Revokes the oldest tokens of the holder of this one, if there are more than the maximum. At
     * most 100 at a time: the rest is revoked with the next tokens.
     */
    static void revokeOldest(JdbcClient jdbc, AccessToken latest, int most) {
        String holders =
                latest.accountId() == null
                        ? "account_id is null and client_id = :clientId"
                        : "account_id = :accountId";
        jdbc.sql(
                        """
                        with surplus as (
                            select slot, id from access_token
                            where slot = :slot and %s and not revoked and id <> :latest
                            order by id desc offset :others limit 100
                            for update skip locked),
                        ended as (
                            update access_token token set revoked = true, ended_at = now() from surplus
                            where token.slot = surplus.slot and token.id = surplus.id
                            returning token.slot, token.id)
                        insert into revocation (slot, token_id) select slot, id from ended
                        on conflict (slot, token_id) do nothing\
                        """
                                .formatted(holders))
                .param("slot", Ids.slotOf(latest.id()))
                .param("accountId", latest.accountId())
                .param("clientId", latest.clientId())
                .param("latest", latest.id())
                .param("others", most - 1)
                .update();
    }

    /** The token that the request was given before. Empty if it is not a repeated request. */
    static Optional<Long> givenTo(JdbcClient jdbc, int slot, String request) {
        return jdbc.sql(
                        "select token_id from token_request where slot = :slot and digest = :digest")
                .param("slot", slot)
                .param("digest", request)
                .query(Long.class)
                .optional();
    }

    /**
     * Records that the request was given the token.
     *
     * @return false if it has just been given another one
     */
    static boolean give(JdbcClient jdbc, String request, long tokenId) {
        int slot = Ids.slotOf(tokenId);
        // Requests are not repeated a day later.
        jdbc.sql(
                        """
                        delete from token_request where (slot, digest) in (
                            select slot, digest from token_request
                            where slot = :slot and asked_at < now() - interval '1 day'
                            limit 100 for update skip locked)\
                        """)
                .param("slot", slot)
                .update();
        return jdbc.sql(
                                """
                                insert into token_request (slot, digest, token_id) values (:slot, :digest, :id)
                                on conflict (slot, digest) do nothing\
                                """)
                        .param("slot", slot)
                        .param("digest", request)
                        .param("id", tokenId)
                        .update()
                == 1;
    }

    /** Deletes a token that no client has received. */
    static void delete(JdbcClient jdbc, long tokenId) {
        jdbc.sql("delete from access_token where slot = :slot and id = :id")
                .param("slot", Ids.slotOf(tokenId))
                .param("id", tokenId)
                .update();
    }

    static boolean belongsTo(JdbcClient jdbc, long tokenId, long accountId) {
        return jdbc.sql(
                        """
                        select 1 from access_token
                        where slot = :slot and id = :id and account_id = :accountId\
                        """)
                .param("slot", Ids.slotOf(tokenId))
                .param("id", tokenId)
                .param("accountId", accountId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Revokes the token, whether or not its row exists. */
    static void revoke(JdbcClient jdbc, long tokenId) {
        int slot = Ids.slotOf(tokenId);
        int revoked =
                jdbc.sql(
                                """
                                update access_token set revoked = true, ended_at = now()
                                where slot = :slot and id = :id and not revoked\
                                """)
                        .param("slot", slot)
                        .param("id", tokenId)
                        .update();
        int told =
                jdbc.sql(
                                """
                                insert into revocation (slot, token_id) values (:slot, :id)
                                on conflict (slot, token_id) do nothing\
                                """)
                        .param("slot", slot)
                        .param("id", tokenId)
                        .update();
        if (revoked + told == 0) {
            CommitBarrier.leave(jdbc);
        }
    }

    /** Revokes all tokens of the account but one, and returns the revoked ones. */
    static List<Long> revokeAllBut(JdbcClient jdbc, long accountId, @Nullable Long kept) {
        List<Long> all =
                revoked(jdbc, accountId, "id is distinct from cast(:kept as bigint)")
                        .param("kept", kept)
                        .query(Long.class)
                        .list();
        if (all.isEmpty()) {
            CommitBarrier.leave(jdbc);
        }
        return all;
    }

    /** Revokes the account's tokens of a client with ids below the given one, and returns them. */
    static List<Long> revokeOlder(JdbcClient jdbc, long accountId, String clientId, long than) {
        return revoked(jdbc, accountId, "client_id = :clientId and id < :than")
                .param("clientId", clientId)
                .param("than", than)
                .query(Long.class)
                .list();
    }

    private static JdbcClient.StatementSpec revoked(
            JdbcClient jdbc, long accountId, String condition) {
        return jdbc.sql(
                        """
                        with ended as (
                            update access_token set revoked = true, ended_at = now()
                            where slot = :slot and account_id = :accountId and not revoked and %s
                            returning slot, id),
                        told as (
                            insert into revocation (slot, token_id) select slot, id from ended
                            on conflict (slot, token_id) do nothing)
                        select id from ended\
                        """
                                .formatted(condition))
                .param("slot", Ids.slotOf(accountId))
                .param("accountId", accountId);
    }
}
