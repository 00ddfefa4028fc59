package io.rookery.user.session;

import io.rookery.shard.id.Ids;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.account.Account;
import io.rookery.user.account.Accounts;
import io.rookery.user.account.EmailAddress;
import io.rookery.user.password.Passwords;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Checks who somebody is by a password. */
@Component
final class SignIn {

    private static final int LONGEST_PASSWORD = 128;

    private final ShardClient shards;
    private final Accounts accounts;
    private final Passwords passwords;
    private final SignInThrottle throttle;

    SignIn(ShardClient shards, Accounts accounts, Passwords passwords, SignInThrottle throttle) {
        this.shards = shards;
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /**
     * The account with that name and password. Takes as long for an unknown name as for a wrong
     * password.
     *
     * @param login username or e-mail address
     * @throws io.rookery.kit.error.ApiException 429 after too many wrong passwords
     */
    OptionalLong authenticate(String login, String password) {
        String name = login.strip();
        throttle.admit(name);
        OptionalLong account = accountOf(name);
        String hash = account.isPresent() ? hashOf(account.getAsLong()).orElse(null) : null;
        String tried = password.length() > LONGEST_PASSWORD ? "" : password;
        if (passwords.matches(tried, hash)) {
            throttle.succeeded(name);
            return account;
        }
        throttle.failed(name);
        return OptionalLong.empty();
    }

    private OptionalLong accountOf(String login) {
        return EmailAddress.parse(login)
                .map(this::accountOf)
                .orElseGet(() ->
                        accounts.byUsername(login).stream().mapToLong(Account::id).findFirst());
    }

    private OptionalLong accountOf(EmailAddress email) {
        int slot = Slots.of(email.text());
        return shards.read(
                        slot,
                        jdbc ->
                                jdbc.sql(
                                                "select account_id from email_claim where slot = :slot and email = :email")
                                        .param("slot", slot)
                                        .param("email", email.text())
                                        .query(Long.class)
                                        .optional())
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private Optional<String> hashOf(long accountId) {
        int slot = Ids.slotOf(accountId);
        return shards.read(
                slot,
                jdbc ->
                        jdbc.sql(
                                        "select password_hash from credential where slot = :slot and account_id = :id")
                                .param("slot", slot)
                                .param("id", accountId)
                                .query(String.class)
                                .optional());
    }
}
