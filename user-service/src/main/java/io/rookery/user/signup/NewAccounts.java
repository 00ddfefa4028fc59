package io.rookery.user.signup;

import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.account.Accounts;
import io.rookery.user.session.AccessToken;
import io.rookery.user.session.AccessTokens;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Decides permanently whether a sign-up becomes an account. There is one decision row per account
 * id. The first writer wins: the sign-up itself, or another one that needs to know that this one is
 * dead.
 */
@Component
final class NewAccounts {

    static final long NO_TOKEN = 0;

    private final ShardClient shards;
    private final AccessTokens tokens;
    private final Outbox outbox;

    NewAccounts(ShardClient shards, AccessTokens tokens, Outbox outbox) {
        this.shards = shards;
        this.tokens = tokens;
        this.outbox = outbox;
    }

    sealed interface Outcome {}

    /**
     * The account exists, created by this request or by an earlier try of it.
     *
     * @param tokenId {@link #NO_TOKEN} without a first token
     */
    record Created(long tokenId, String passwordHash) implements Outcome {}

    /** The account will never exist, because the username is taken. */
    record UsernameTaken() implements Outcome {}

    /** The account will never exist, because the id was given up or belongs to another request. */
    record IdLost() implements Outcome {}

    /**
     * Nothing was done, because the token's id is taken: another instance generated the same one at
     * the same moment.
     */
    record TokenIdTaken() implements Outcome {}

    /** Rolls the transaction back. */
    private static final class TokenIdTakenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TokenIdTakenException() {
            super("The token id of a new account is already taken", null, false, false);
        }
    }

    private record Decision(boolean created, String requestKey, long tokenId) {}

    /**
     * Creates the account, unless it was decided otherwise before.
     *
     * @param token its first token; null for none
     */
    Outcome create(
            long accountId,
            SignUpRequest request,
            String passwordHash,
            @Nullable AccessToken token,
            OutboxEvent confirmation) {
        try {
            return shards.write(
                    Ids.slotOf(accountId),
                    jdbc -> create(jdbc, accountId, request, passwordHash, token, confirmation));
        } catch (TokenIdTakenException e) {
            return new TokenIdTaken();
        }
    }

    /**
     * Decides that the account will never exist, if that is still undecided. Returns whether it
     * never will.
     */
    boolean giveUp(long accountId) {
        return shards.write(
                Ids.slotOf(accountId),
                jdbc -> {
                    if (!decide(jdbc, accountId, false, "", NO_TOKEN)) {
                        CommitBarrier.leave(jdbc);
                    }
                    return !decision(jdbc, accountId).created();
                });
    }

    /** The key of the request that created the account. */
    Optional<String> requestKeyOf(long accountId) {
        return shards.read(
                Ids.slotOf(accountId),
                jdbc ->
                        jdbc.sql(
                                        """
                                        select request_key from sign_up
                                        where slot = :slot and account_id = :id and created\
                                        """)
                                .param("slot", Ids.slotOf(accountId))
                                .param("id", accountId)
                                .query(String.class)
                                .optional());
    }

    private Outcome create(
            JdbcClient jdbc,
            long accountId,
            SignUpRequest request,
            String passwordHash,
            @Nullable AccessToken token,
            OutboxEvent confirmation) {
        long tokenId = token == null ? NO_TOKEN : token.id();
        boolean first = decide(jdbc, accountId, true, request.key(), tokenId);
        if (!first) {
            CommitBarrier.leave(jdbc);
            Decision decision = decision(jdbc, accountId);
            return decision.created() && decision.requestKey().equals(request.key())
                    ? new Created(decision.tokenId(), passwordHashOf(jdbc, accountId))
                    : new IdLost();
        }
        if (!insertAccount(jdbc, accountId, request)) {
            jdbc.sql("update sign_up set created = false where slot = :slot and account_id = :id")
                    .param("slot", Ids.slotOf(accountId))
                    .param("id", accountId)
                    .update();
            return new UsernameTaken();
        }
        insertCredential(jdbc, accountId, request, passwordHash);
        if (token != null && !tokens.store(jdbc, token)) {
            throw new TokenIdTakenException();
        }
        outbox.append(jdbc, confirmation);
        return new Created(tokenId, passwordHash);
    }

    /** Writes the decision. Returns false if there was one before. */
    private static boolean decide(
            JdbcClient jdbc, long accountId, boolean created, String requestKey, long tokenId) {
        return jdbc.sql(
                                """
                                insert into sign_up (slot, account_id, created, request_key, token_id)
                                values (:slot, :id, :created, :requestKey, :tokenId)
                                on conflict (slot, account_id) do nothing\
                                """)
                        .param("slot", Ids.slotOf(accountId))
                        .param("id", accountId)
                        .param("created", created)
                        .param("requestKey", requestKey)
                        .param("tokenId", tokenId)
                        .update()
                == 1;
    }

    private static Decision decision(JdbcClient jdbc, long accountId) {
        return jdbc.sql(
                        """
                        select created, request_key, token_id from sign_up
                        where slot = :slot and account_id = :id\
                        """)
                .param("slot", Ids.slotOf(accountId))
                .param("id", accountId)
                .query(Decision.class)
                .single();
    }

    private static boolean insertAccount(JdbcClient jdbc, long accountId, SignUpRequest request) {
        String username = request.username();
        return jdbc.sql(
                                """
                                insert into account (slot, id, username, username_key, words, locale)
                                values (:slot, :id, :username, :key, array_to_tsvector(:words::text[]),
                                    :locale)
                                on conflict do nothing\
                                """)
                        .param("slot", Ids.slotOf(accountId))
                        .param("id", accountId)
                        .param("username", username)
                        .param("key", Accounts.key(username))
                        .param("words", Accounts.words(username))
                        .param("locale", request.locale())
                        .update()
                == 1;
    }

    private static void insertCredential(
            JdbcClient jdbc, long accountId, SignUpRequest request, String passwordHash) {
        jdbc.sql(
                        """
                        insert into credential (slot, account_id, email, password_hash)
                        values (:slot, :id, :email, :hash)\
                        """)
                .param("slot", Ids.slotOf(accountId))
                .param("id", accountId)
                .param("email", request.email().text())
                .param("hash", passwordHash)
                .update();
    }

    private static String passwordHashOf(JdbcClient jdbc, long accountId) {
        return jdbc.sql(
                        """
                        select password_hash from credential
                        where slot = :slot and account_id = :id\
                        """)
                .param("slot", Ids.slotOf(accountId))
                .param("id", accountId)
                .query(String.class)
                .single();
    }
}
