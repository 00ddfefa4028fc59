package io.rookery.user.session;

import io.rookery.user.account.Accounts;
import io.rookery.user.account.EmailAddress;
import java.util.Optional;

/**
 * What somebody signs in as, in the one form in which it is both looked up and counted: whatever
 * finds an account also counts for it.
 *
 * @param text an address's or a username's normal form
 * @param email the address; none for a username
 */
record LoginName(String text, Optional<EmailAddress> email) {

    static LoginName of(String written) {
        String bare = written.strip();
        Optional<EmailAddress> email = EmailAddress.parse(bare);
        return new LoginName(email.map(EmailAddress::text).orElse(Accounts.key(bare)), email);
    }
}
