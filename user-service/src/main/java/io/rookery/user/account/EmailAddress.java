package io.rookery.user.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in the canonical form in which it is stored and compared: NFKC, lower case.
 *
 * @param text the address; its slot is that of this text
 */
public record EmailAddress(String text) {

    private static final int MAX_LENGTH = 254;
    private static final int MOST_TO_NORMALISE = 4 * MAX_LENGTH;
    private static final Pattern VALID =
            Pattern.compile(
                    "[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@"
                            + "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?"
                            + "(?:\\.[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?)+");

    /** Parses an address; empty if the text is not a valid one. */
    public static Optional<EmailAddress> parse(String text) {
        // Limit the length first: the time to normalise combining marks grows with the square of
        // their number.
        if (text.length() > MOST_TO_NORMALISE) {
            return Optional.empty();
        }
        String normal =
                Normalizer.normalize(text.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return normal.length() <= MAX_LENGTH && VALID.matcher(normal).matches()
                ? Optional.of(new EmailAddress(normal))
                : Optional.empty();
    }
}
