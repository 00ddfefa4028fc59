package io.rookery.user.signup;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.Outbox;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.slot.Slots;
import io.rookery.user.account.Accounts;
import io.rookery.user.password.Passwords;
import io.rookery.user.session.AccessToken;
import io.rookery.user.session.AccessTokens;
import io.rookery.user.session.SignIn;
import io.rookery.user.signup.EmailClaims.Claim;
import io.rookery.user.signup.NewAccounts.Created;
import io.rookery.user.signup.NewAccounts.IdLost;
import io.rookery.user.signup.NewAccounts.Outcome;
import io.rookery.user.signup.NewAccounts.TokenIdTaken;
import io.rookery.user.signup.NewAccounts.UsernameTaken;
import io.rookery.user.throttle.ClientAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates accounts. Username and e-mail address are unique, but on two different shards. A sign-up
 * therefore has several steps, each of which is idempotent:
 *
 * <ol>
 *   <li>Claim the address for an account id. From then on, every try of the same request uses that
 *       id.
 *   <li>Create the account. One row decides whether the id ever becomes an account.
 *   <li>Confirm the claim. If the process dies first, the outbox does it.
 * </ol>
 *
 * A claim that was never confirmed locks no one out: a request that finds a stale one first makes
 * sure that its id never becomes an account, and then takes the address.
 */
@Component
final class SignUps {

    /**
     * A further try is needed only if another sign-up for the address died or gave up in this
     * moment.
     */
    private static final int MAX_TRIES = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Accounts accounts;
    private final EmailClaims claims;
    private final NewAccounts newAccounts;
    private final Passwords passwords;
    private final SignIn signIn;
    private final AccessTokens tokens;
    private final IdGenerator ids;
    private final Outbox outbox;
    private final JsonMapper json;

    SignUps(
            Accounts accounts,
            EmailClaims claims,
            NewAccounts newAccounts,
            Passwords passwords,
            SignIn signIn,
            AccessTokens tokens,
            IdGenerator ids,
            Outbox outbox,
            JsonMapper json) {
        this.accounts = accounts;
        this.claims = claims;
        this.newAccounts = newAccounts;
        this.passwords = passwords;
        this.signIn = signIn;
        this.tokens = tokens;
        this.ids = ids;
        this.outbox = outbox;
        this.json = json;
    }

    /**
     * Creates the account, unless an earlier try of the same request has, and returns its first
     * token.
     *
     * @param clientId the application that the token is for
     * @param address address that the request comes from
     * @throws ApiException 422 if the username or the e-mail address is taken
     */
    AccessToken signUp(SignUpRequest request, String clientId, ClientAddress address) {
        return Objects.requireNonNull(make(request, clientId, address));
    }

    /**
     * Creates the account without a token, for a user who will sign in with an application later.
     */
    void signUp(SignUpRequest request, ClientAddress address) {
        make(request, null, address);
    }

    private @Nullable AccessToken make(
            SignUpRequest request, @Nullable String clientId, ClientAddress address) {
        refuseWhatIsTaken(request);
        String hash = passwords.hash(request.password(), address);
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            Claim claim = claims.claim(request.email(), newId(request), request.key());
            if (!claim.requestKey().equals(request.key())) {
                giveUpIfStale(request, claim);
                continue;
            }
            AccessToken token = clientId == null ? null : tokens.draft(claim.accountId(), clientId);
            OutboxEvent confirmation = confirmation(request, claim.accountId());
            Outcome outcome =
                    newAccounts.create(claim.accountId(), request, hash, token, confirmation);
            switch (outcome) {
                case Created created -> {
                    requireOwnPassword(request, hash, created, claim.accountId(), address);
                    outbox.dispatchAndAwait(List.of(confirmation), PATIENCE);
                    return token == null ? null : token.withId(created.tokenId());
                }
                case UsernameTaken() -> {
                    claims.release(request.email(), claim.accountId());
                    throw new SignUpErrors().addTaken("username").refusal();
                }
                case TokenIdTaken() -> {
                    // The next token id is new.
                }
                case IdLost() -> claims.release(request.email(), claim.accountId());
            }
        }
        throw new ApiException(
                HttpStatus.SERVICE_UNAVAILABLE, "Too many sign-ups at once, please try again");
    }

    /**
     * Rejects requests early that cannot succeed, to save the work. Conflicts that it misses are
     * detected later.
     */
    private void refuseWhatIsTaken(SignUpRequest request) {
        SignUpErrors errors = new SignUpErrors();
        boolean foreignName =
                accounts.byUsername(request.username())
                        .flatMap(account -> newAccounts.requestKeyOf(account.id()))
                        .filter(key -> !key.equals(request.key()))
                        .isPresent();
        if (foreignName) {
            errors.addTaken("username");
        }
        Optional<Claim> claim = claims.find(request.email());
        if (claim.filter(it -> it.confirmed() && !it.requestKey().equals(request.key()))
                .isPresent()) {
            errors.addTaken("email");
        }
        errors.throwIfAny();
    }

    /** Releases the address if its claim is stale, so that it can be claimed again. */
    private void giveUpIfStale(SignUpRequest request, Claim claim) {
        if (!claim.stale() || !newAccounts.giveUp(claim.accountId())) {
            throw new SignUpErrors().addTaken("email").refusal();
        }
        claims.release(request.email(), claim.accountId());
    }

    /**
     * Requires the account's password for a repeated request, because an idempotency key can be
     * guessed.
     */
    private void requireOwnPassword(
            SignUpRequest request,
            String hash,
            Created created,
            long accountId,
            ClientAddress address) {
        boolean own =
                created.passwordHash().equals(hash)
                        || signIn.isOwn(address, accountId, request.password());
        if (!own) {
            throw new SignUpErrors().addTaken("username").addTaken("email").refusal();
        }
    }

    private long newId(SignUpRequest request) {
        return ids.next(Slots.ofUsername(request.username()));
    }

    private OutboxEvent confirmation(SignUpRequest request, long accountId) {
        return new OutboxEvent(
                ids.next(Ids.slotOf(accountId), accountId),
                EmailConfirmation.KIND,
                json.writeValueAsString(new EmailConfirmation(request.email().text(), accountId)));
    }
}
