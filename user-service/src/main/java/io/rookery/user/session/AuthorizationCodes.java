package io.rookery.user.session;

import io.rookery.kit.shard.CorrectedClock;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Issues and redeems authorization codes: {@code <id>.<secret>}, where the id determines the slot.
 * Each is valid for one token. Redeeming is idempotent: a client that does not know the outcome may
 * repeat the whole request, and gets the same token. Any other use of a redeemed code shows that
 * the code has leaked, and revokes its token. An attacker thus has only one try to guess the key of
 * the request.
 */
@Component
final class AuthorizationCodes {

    private final ShardClient shards;
    private final IdGenerator ids;
    private final CorrectedClock clock;
    private final AccessTokens tokens;
    private final SessionSettings settings;

    AuthorizationCodes(
            ShardClient shards,
            IdGenerator ids,
            CorrectedClock clock,
            AccessTokens tokens,
            SessionSettings settings) {
        this.shards = shards;
        this.ids = ids;
        this.clock = clock;
        this.tokens = tokens;
        this.settings = settings;
    }

    /** The parameters of a client's request to exchange its code for a token. */
    record Redemption(
            String code,
            String clientId,
            String redirectUri,
            @Nullable String verifier,
            String requestKey) {

        @Override
        public String toString() {
            return "Redemption[" + clientId + "]";
        }
    }

    /**
     * Issues a code that the application can exchange for a token for the account. Empty if the
     * password has been changed since the sign-in.
     */
    Optional<String> issue(SignedIn who, AuthorizationRequest request) {
        String secret = Secret.random();
        while (true) {
            long id = ids.next(Ids.slotOf(who.accountId()), who.accountId());
            Stored stored =
                    shards.write(Ids.slotOf(id), jdbc -> store(jdbc, id, secret, who, request));
            switch (stored) {
                case KEPT -> {
                    return Optional.of(Ids.format(id) + '.' + secret);
                }
                case PASSWORD_CHANGED -> {
                    return Optional.empty();
                }
                case ID_TAKEN -> {
                    // Another instance made the same one at the same moment: the next one is new.
                }
            }
        }
    }

    private enum Stored {
        KEPT,
        PASSWORD_CHANGED,
        ID_TAKEN
    }

    /** Deletes the codes of the account that were not redeemed. */
    static void forget(JdbcClient jdbc, long accountId) {
        jdbc.sql(
                        """
                        delete from authorization_code
                        where slot = :slot and account_id = :accountId and redeemed_by is null\
                        """)
                .param("slot", Ids.slotOf(accountId))
                .param("accountId", accountId)
                .update();
    }

    /** Exchanges a code for a token. Empty if the code is not valid, for whatever reason. */
    Optional<AccessToken> redeem(Redemption redemption) {
        int dot = redemption.code().indexOf('.');
        OptionalLong id =
                dot < 0 ? OptionalLong.empty() : Ids.parse(redemption.code().substring(0, dot));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        String secret = redemption.code().substring(dot + 1);
        while (true) {
            long tokenId = ids.next(Ids.slotOf(id.getAsLong()));
            Outcome outcome =
                    shards.write(
                            Ids.slotOf(tokenId),
                            jdbc -> redeem(jdbc, id.getAsLong(), secret, redemption, tokenId));
            switch (outcome) {
                case Granted(AccessToken token) -> {
                    return Optional.of(token);
                }
                case Refused() -> {
                    return Optional.empty();
                }
                case Ended(long token) -> {
                    tokens.wereRevoked(List.of(token));
                    return Optional.empty();
                }
                case TokenIdTaken() -> {
                    // Another instance made the same one at the same moment: the next one is new.
                }
            }
        }
    }

    private sealed interface Outcome {}

    private record Granted(AccessToken token) implements Outcome {}

    private record Refused() implements Outcome {}

    private record Ended(long tokenId) implements Outcome {}

    private record TokenIdTaken() implements Outcome {}

    private record Row(
            String secretDigest,
            long accountId,
            String clientId,
            String redirectUri,
            String scopes,
            @Nullable String challenge,
            @Nullable String redeemedBy,
            long tokenId,
            boolean ended) {}

    private Outcome redeem(
            JdbcClient jdbc, long id, String secret, Redemption redemption, long newTokenId) {
        Row row = lock(jdbc, id).orElse(null);
        if (row == null || !Secret.matches(secret, row.secretDigest())) {
            return new Refused();
        }
        if (row.redeemedBy() != null) {
            return again(jdbc, row, id, redemption);
        }
        if (!isGood(row, id, redemption)) {
            return new Refused();
        }
        AccessToken token = token(row, newTokenId);
        if (!tokens.store(jdbc, token)) {
            return new TokenIdTaken();
        }
        jdbc.sql(
                        """
                        update authorization_code set redeemed_by = :by, token_id = :tokenId
                        where slot = :slot and id = :id\
                        """)
                .param("by", Secret.digest(redemption.requestKey()))
                .param("tokenId", newTokenId)
                .param("slot", Ids.slotOf(id))
                .param("id", id)
                .update();
        return new Granted(token);
    }

    /** Handles a code that was redeemed before, by the same request or by another one. */
    private Outcome again(JdbcClient jdbc, Row row, long id, Redemption redemption) {
        String redeemedBy = String.valueOf(row.redeemedBy());
        boolean isRepetition =
                isGood(row, id, redemption) && Secret.matches(redemption.requestKey(), redeemedBy);
        if (isRepetition && !row.ended()) {
            return new Granted(token(row, row.tokenId()));
        }
        jdbc.sql("update authorization_code set ended = true where slot = :slot and id = :id")
                .param("slot", Ids.slotOf(id))
                .param("id", id)
                .update();
        TokenRows.revoke(jdbc, row.tokenId());
        return new Ended(row.tokenId());
    }

    private boolean isGood(Row row, long id, Redemption redemption) {
        return row.clientId().equals(redemption.clientId())
                && row.redirectUri().equals(redemption.redirectUri())
                && ProofKey.proves(redemption.verifier(), row.challenge())
                && Ids.timeOf(id).isAfter(oldest());
    }

    private Instant oldest() {
        return clock.instant().minus(settings.codeLifetime());
    }

    private static AccessToken token(Row row, long id) {
        return new AccessToken(id, row.accountId(), row.clientId(), row.scopes());
    }

    private Stored store(
            JdbcClient jdbc, long id, String secret, SignedIn who, AuthorizationRequest request) {
        if (!Credentials.isCurrent(jdbc, who)) {
            return Stored.PASSWORD_CHANGED;
        }
        String digest = Secret.digest(secret);
        // Expired codes of a slot are deleted with the next insert.
        jdbc.sql("delete from authorization_code where slot = :slot and id < :expired")
                .param("slot", Ids.slotOf(id))
                .param("expired", Ids.firstAt(oldest()))
                .update();
        jdbc.sql(
                        """
                        insert into authorization_code (slot, id, secret_digest, account_id, client_id,
                            redirect_uri, scopes, code_challenge)
                        values (:slot, :id, :secret, :accountId, :clientId, :redirectUri, :scopes, :challenge)
                        on conflict (slot, id) do nothing\
                        """)
                .param("slot", Ids.slotOf(id))
                .param("id", id)
                .param("secret", digest)
                .param("accountId", who.accountId())
                .param("clientId", request.application().clientId())
                .param("redirectUri", request.redirectUri())
                .param("scopes", request.scopes().text())
                .param("challenge", request.challenge())
                .update();
        return lock(jdbc, id)
                .filter(row -> Secret.matches(secret, row.secretDigest()))
                .map(_ -> Stored.KEPT)
                .orElse(Stored.ID_TAKEN);
    }

    private static Optional<Row> lock(JdbcClient jdbc, long id) {
        return jdbc.sql(
                        """
                        select secret_digest, account_id, client_id, redirect_uri, scopes, code_challenge,
                            redeemed_by, token_id, ended
                        from authorization_code where slot = :slot and id = :id for update\
                        """)
                .param("slot", Ids.slotOf(id))
                .param("id", id)
                .query(AuthorizationCodes::row)
                .optional();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("secret_digest"),
                row.getLong("account_id"),
                row.getString("client_id"),
                row.getString("redirect_uri"),
                row.getString("scopes"),
                row.getString("code_challenge"),
                row.getString("redeemed_by"),
                row.getLong("token_id"),
                row.getBoolean("ended"));
    }
}
