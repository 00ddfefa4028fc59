package io.rookery.user.session;

import io.rookery.shard.id.Ids;
import io.rookery.user.address.InstanceAddress;
import io.rookery.user.session.Credentials.Credential;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Recognizes devices on which the owner of an account has signed in with the current password. Such
 * a device has an unforgeable cookie of entries {@code account.device.proof}, the latest first.
 */
@Component
final class KnownDevices {

    static final String COOKIE = "rookery-device";

    private static final String BETWEEN = "~";
    private static final int MOST_ACCOUNTS = 4;
    private static final int LONGEST_COOKIE = 1000;
    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final Pattern ENTRY =
            Pattern.compile("(\\d{1,19})\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");

    private final KeyedDigest digest;
    private final InstanceAddress address;

    KnownDevices(KeyedDigest digest, InstanceAddress address) {
        this.digest = digest;
        this.address = address;
    }

    /** The name of the visitor's device for this account. Empty if the device is not known. */
    Optional<String> find(Visitor visitor, Credential credential) {
        Long tokensAccount = visitor.token().accountId();
        if (tokensAccount != null && tokensAccount == credential.accountId()) {
            return Optional.of("token " + visitor.token().tokenId());
        }
        return device(visitor.deviceCookie(), credential.accountId(), credential.passwordHash());
    }

    /** The cookie for a device on which a user has just signed in. */
    ResponseCookie cookie(Visitor visitor, SignedIn who) {
        String account = Ids.format(who.accountId());
        String device =
                device(visitor.deviceCookie(), who.accountId(), who.passwordHash())
                        .orElseGet(Secret::random);
        List<String> entries = new ArrayList<>();
        entries.add(account + "." + device + "." + proof(account, device, who.passwordHash()));
        entriesOf(visitor.deviceCookie())
                .filter(entry -> !entry.startsWith(account + "."))
                .limit(MOST_ACCOUNTS - 1)
                .forEach(entries::add);
        return ResponseCookie.from(COOKIE, String.join(BETWEEN, entries))
                .path("/")
                .httpOnly(true)
                .sameSite("Lax")
                .secure(address.baseUrl().startsWith("https:"))
                .maxAge(LIFETIME)
                .build();
    }

    private Optional<String> device(String cookie, long accountId, String passwordHash) {
        String account = Ids.format(accountId);
        return entriesOf(cookie)
                .map(ENTRY::matcher)
                .filter(entry -> entry.matches() && entry.group(1).equals(account))
                .filter(entry ->
                        Secret.equal(entry.group(3), proof(account, entry.group(2), passwordHash)))
                .map(entry -> entry.group(2))
                .findFirst();
    }

    /**
     * The proof depends on the password, so a change of the password invalidates the devices that
     * used the old one.
     */
    private String proof(String account, String device, String passwordHash) {
        return digest.of("device", account, device, passwordHash);
    }

    private static Stream<String> entriesOf(String cookie) {
        return cookie.length() > LONGEST_COOKIE
                ? Stream.empty()
                : Stream.of(cookie.split(BETWEEN, -1))
                        .filter(entry -> ENTRY.matcher(entry).matches());
    }
}
