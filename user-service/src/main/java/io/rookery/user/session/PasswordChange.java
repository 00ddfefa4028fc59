package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.Witness;
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
 * Changes an account's password for whoever knows it. In the same transaction all sessions end but
 * the one that asks, and codes that were not redeemed yet; whoever has just shown the old password
 * gets nothing for it any more.
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
     * Changes the password; a request that is repeated changes nothing more.
     *
     * @param kept the session that goes on; null for none
     * @return the account with its new password
     * @throws ApiException 422 if the current password is wrong or the new one is not acceptable
     * @throws io.rookery.user.throttle.TooManyRequestsException after too many wrong ones
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
                        Witness.leave(jdbc);
                        return true;
                    });
            // Who repeats it knows what the password is now.
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
