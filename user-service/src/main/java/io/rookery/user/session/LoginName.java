package io.rookery.user.session;

import io.rookery.user.account.Accounts;
import io.rookery.user.account.EmailAddress;
import java.util.Optional;

/**
 * The name in a sign-in request, normalized. The same form is used to look up the account and to
 * count failed tries, so that every spelling that finds an account also counts for it.
 *
 * @param text the normal form of an e-mail address or a username
 * @param email the e-mail address; empty for a username
 */
record LoginName(String text, Optional<EmailAddress> email) {

    static LoginName of(String written) {
        String bare = written.strip();
        Optional<EmailAddress> email = EmailAddress.parse(bare);
        return new LoginName(email.map(EmailAddress::text).orElse(Accounts.key(bare)), email);
    }
}
