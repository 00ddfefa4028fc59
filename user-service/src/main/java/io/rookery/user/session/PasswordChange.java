package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.account.Accounts;
import io.rookery.user.password.PasswordRules;
import io.rookery.user.password.PasswordRules.Objection;
import io.rookery.user.password.Passwords;
import io.rookery.user.session.Credentials.Credential;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes an account's password for a user who knows it. The same transaction ends all sessions but
 * the requesting one, and deletes the codes that were not redeemed. Concurrent sign-ins with the
 * old password get no token any more.
 */
@Component
final class PasswordChange {

    private final ShardClient shards;
    private final Accounts accounts;
    private final Credentials credentials;
    private final SignIn signIn;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final AccessTokens tokens;
    private final KeyedDigest digest;

    PasswordChange(
            ShardClient shards,
            Accounts accounts,
            Credentials credentials,
            SignIn signIn,
            Passwords passwords,
            PasswordRules rules,
            AccessTokens tokens,
            KeyedDigest digest) {
        this.shards = shards;
        this.accounts = accounts;
        this.credentials = credentials;
        this.signIn = signIn;
        this.passwords = passwords;
        this.rules = rules;
        this.tokens = tokens;
        this.digest = digest;
    }

    /**
     * Changes the password. Idempotent: a repeated request changes nothing more.
     *
     * @param kept the token id of the session that continues; null for none
     * @return the account with its new password
     * @throws ApiException 422 if the current password is wrong or the new one is not acceptable
     * @throws io.rookery.user.throttle.TooManyRequestsException after too many wrong passwords
     */
    SignedIn change(
            Visitor visitor,
            long accountId,
            String current,
            String next,
            String requestKey,
            @Nullable Long kept) {
        Credential credential = credentials.of(accountId).orElseThrow(ApiException::unauthorized);
        String request = digest.of("password change", requestKey, Ids.format(accountId));
        if (request.equals(credential.changedBy())) {
            shards.write(
                    Ids.slotOf(accountId),
                    jdbc -> {
                        CommitBarrier.leave(jdbc);
                        return true;
                    });
            // A client that repeats the request knows the new password.
            return signIn.authenticate(visitor, credential, next)
                    .orElseThrow(PasswordChange::wrong);
        }
        SignedIn who =
                signIn.authenticate(visitor, credential, current)
                        .orElseThrow(PasswordChange::wrong);
        check(accountId, next, credential.email());
        String hash = passwords.hash(next, visitor.address());
        SignedIn now = new SignedIn(accountId, hash);
        List<Long> ended =
                shards.write(
                                Ids.slotOf(accountId),
                                jdbc -> {
                                    boolean isReplaced =
                                            Credentials.replace(jdbc, who, hash, request)
                                                    || Credentials.isCurrent(jdbc, now);
                                    if (!isReplaced) {
                                        return Optional.<List<Long>>empty();
                                    }
                                    AuthorizationCodes.forget(jdbc, accountId);
                                    return Optional.of(
                                            TokenRows.revokeAllBut(jdbc, accountId, kept));
                                })
                        .orElseThrow(PasswordChange::wrong);
        tokens.wereRevoked(ended);
        return now;
    }

    private void check(long accountId, String next, String email) {
        Optional<Objection> objection =
                rules.check(next, accounts.existing(accountId).username(), email);
        if (objection.isPresent()) {
            throw ApiException.invalid("New password " + objection.get().words());
        }
    }

    private static ApiException wrong() {
        return ApiException.invalid("Current password is wrong");
    }
}
