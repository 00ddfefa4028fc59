package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.shard.id.Ids;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.user.account.Account;
import io.rookery.user.account.Accounts;
import io.rookery.user.account.EmailAddress;
import io.rookery.user.password.PasswordRules;
import io.rookery.user.password.Passwords;
import io.rookery.user.session.Credentials.Credential;
import io.rookery.user.session.SignInThrottle.Subject;
import io.rookery.user.throttle.AddressLimit;
import io.rookery.user.throttle.AddressLimit.Use;
import io.rookery.user.throttle.ClientAddress;
import io.rookery.user.throttle.TooManyRequestsException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Authenticates users by password. Wrong passwords are rate-limited by account and by client
 * address. A device that the account's owner has used before has a count of its own, so that other
 * people's guesses do not lock the owner out there.
 */
@Component
public final class SignIn {

    private static final int LONGEST_NAME = 254;

    private final ShardClient shards;
    private final Accounts accounts;
    private final Credentials credentials;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final KnownDevices devices;
    private final AddressLimit addresses;

    SignIn(
            ShardClient shards,
            Accounts accounts,
            Credentials credentials,
            Passwords passwords,
            SignInThrottle throttle,
            KnownDevices devices,
            SessionSettings settings) {
        this.shards = shards;
        this.accounts = accounts;
        this.credentials = credentials;
        this.passwords = passwords;
        this.throttle = throttle;
        this.devices = devices;
        this.addresses =
                new AddressLimit(settings.failedSignInsPerAddress(), settings.failureWindow());
    }

    /**
     * Authenticates by name and password. Takes as long for an unknown name as for a wrong
     * password.
     *
     * @param login username or e-mail address
     * @throws TooManyRequestsException after too many wrong passwords
     */
    Optional<SignedIn> authenticate(Visitor visitor, String login, String password) {
        LoginName name = LoginName.of(login);
        Credential credential = accountOf(name).flatMap(credentials::of).orElse(null);
        return credential == null
                ? tryPassword(visitor, Subject.name(name), null, false, password)
                : authenticate(visitor, credential, password);
    }

    /**
     * Authenticates an account by its password.
     *
     * @throws TooManyRequestsException after too many wrong passwords
     */
    Optional<SignedIn> authenticate(Visitor visitor, Credential credential, String password) {
        long account = credential.accountId();
        int slot = Ids.slotOf(account);
        Optional<String> device = devices.find(visitor, credential);
        Subject subject =
                device.map(known -> Subject.device(slot, account, known))
                        .orElseGet(() -> Subject.account(slot, account));
        return tryPassword(visitor, subject, credential, device.isPresent(), password);
    }

    /**
     * Whether the password is the account's, for a request that has no other proof of identity.
     *
     * @throws TooManyRequestsException after too many wrong passwords
     */
    public boolean isOwn(ClientAddress address, long accountId, String password) {
        Visitor visitor = new Visitor(address, "", Caller.ANONYMOUS);
        return credentials
                .of(accountId)
                .flatMap(credential -> authenticate(visitor, credential, password))
                .isPresent();
    }

    private Optional<SignedIn> tryPassword(
            Visitor visitor,
            Subject subject,
            @Nullable Credential credential,
            boolean isKnown,
            String password) {
        Optional<Use> use = isKnown ? Optional.empty() : useOfAddress(visitor, credential);
        try {
            throttle.count(subject);
        } catch (ShardUnavailableException e) {
            use.ifPresent(Use::takeBack);
            throw e;
        }
        String tried = PasswordRules.isTooLong(password) ? "" : password;
        String hash = credential == null ? null : credential.passwordHash();
        boolean isRight;
        try {
            isRight = passwords.matches(tried, hash, visitor.address());
        } catch (ApiException e) {
            // The password was not checked.
            takeBack(subject, use);
            throw e;
        }
        if (credential == null || !isRight) {
            return Optional.empty();
        }
        use.ifPresent(Use::takeBack);
        throttle.succeeded(subject, placeOf(visitor, credential));
        return Optional.of(new SignedIn(credential.accountId(), credential.passwordHash()));
    }

    /**
     * Counts the try for the address. When the address has reached its limit, accounts that have
     * signed in from there before may still try, because they share the address with an attacker.
     */
    private Optional<Use> useOfAddress(Visitor visitor, @Nullable Credential credential) {
        try {
            return Optional.of(addresses.use(visitor.address()));
        } catch (TooManyRequestsException e) {
            if (credential == null || !throttle.isKnown(placeOf(visitor, credential))) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Subject placeOf(Visitor visitor, Credential credential) {
        long account = credential.accountId();
        return Subject.place(Ids.slotOf(account), account, visitor.address());
    }

    private void takeBack(Subject subject, Optional<Use> use) {
        use.ifPresent(Use::takeBack);
        throttle.takeBack(subject);
    }

    private Optional<Long> accountOf(LoginName name) {
        if (name.text().length() > LONGEST_NAME) {
            return Optional.empty();
        }
        return name.email().isPresent()
                ? accountOf(name.email().get())
                : accounts.byUsername(name.text()).map(Account::id);
    }

    private Optional<Long> accountOf(EmailAddress email) {
        int slot = Slots.of(email.text());
        return shards.read(
                slot,
                jdbc ->
                        jdbc.sql(
                                        "select account_id from email_claim where slot = :slot and email = :email")
                                .param("slot", slot)
                                .param("email", email.text())
                                .query(Long.class)
                                .optional());
    }
}
