package io.rookery.user.session;

import io.rookery.kit.shard.CorrectedClock;
import io.rookery.shard.id.Ids;
import io.rookery.user.session.Credentials.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * A short-lived proof of a sign-in, so that the sessions page need not ask for the password again
 * for a few minutes: {@code account.expiry.proof}, in a hidden field of its forms. Another site
 * cannot know it, and a change of the password invalidates it.
 */
@Component
final class PageTicket {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,19})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");

    private final KeyedDigest digest;
    private final Credentials credentials;
    private final CorrectedClock clock;

    PageTicket(KeyedDigest digest, Credentials credentials, CorrectedClock clock) {
        this.digest = digest;
        this.credentials = credentials;
        this.clock = clock;
    }

    String issue(SignedIn who) {
        String account = Ids.format(who.accountId());
        String expiry = Long.toString(clock.instant().plus(LIFETIME).getEpochSecond());
        return account + "." + expiry + "." + proof(account, expiry, who.passwordHash());
    }

    /**
     * The account that the ticket was issued to. Empty if the ticket is not valid, or has expired.
     */
    Optional<SignedIn> read(String ticket) {
        Matcher parts = FORM.matcher(ticket);
        if (!parts.matches()
                || Instant.ofEpochSecond(Long.parseLong(parts.group(2)))
                        .isBefore(clock.instant())) {
            return Optional.empty();
        }
        return Ids.parse(parts.group(1)).stream()
                .boxed()
                .flatMap(account -> credentials.of(account).stream())
                .filter(credential -> isProof(parts, credential))
                .map(credential -> new SignedIn(credential.accountId(), credential.passwordHash()))
                .findFirst();
    }

    private boolean isProof(Matcher parts, Credential credential) {
        return Secret.equal(
                parts.group(3), proof(parts.group(1), parts.group(2), credential.passwordHash()));
    }

    private String proof(String account, String expiry, String passwordHash) {
        return digest.of("page ticket", account, expiry, passwordHash);
    }
}
