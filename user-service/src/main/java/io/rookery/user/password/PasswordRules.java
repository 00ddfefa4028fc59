package io.rookery.user.password;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The rules for new passwords: long enough, and not easy to guess. */
@Component
public final class PasswordRules {

    public static final int MIN_LENGTH = 8;
    public static final int MAX_LENGTH = 128;

    /** The highest zxcvbn score that is rejected: fewer than a million guesses. */
    private static final int GUESSABLE = 1;

    /**
     * Only so many characters are estimated. For long texts, and for many different special
     * characters, estimating takes longer than hashing.
     */
    private static final int ESTIMATED_LENGTH = 20;

    private static final int MOST_SIGNS = 3;

    private final Zxcvbn estimator = new Zxcvbn();

    /** The reason why a password is rejected. */
    public enum Objection {
        BLANK("can't be blank"),
        TOO_SHORT("is too short (minimum is " + MIN_LENGTH + " characters)"),
        TOO_LONG("is too long (maximum is " + MAX_LENGTH + " characters)"),
        GUESSABLE("is too easy to guess");

        private final String words;

        Objection(String words) {
            this.words = words;
        }

        /** The text that follows the word "password". */
        public String words() {
            return words;
        }
    }

    /**
     * The reason why the password is rejected, if any.
     *
     * @param username the account's name, which its password must not be
     * @param email the account's address, which its password must not be either
     */
    public Optional<Objection> check(String password, String username, String email) {
        int length = password.codePointCount(0, password.length());
        if (length == 0) {
            return Optional.of(Objection.BLANK);
        }
        if (length < MIN_LENGTH) {
            return Optional.of(Objection.TOO_SHORT);
        }
        if (isTooLong(password)) {
            return Optional.of(Objection.TOO_LONG);
        }
        return isGuessable(normal(password), normal(username), normal(email))
                ? Optional.of(Objection.GUESSABLE)
                : Optional.empty();
    }

    /** Whether it is too long to be the password of any account. */
    public static boolean isTooLong(String password) {
        return password.codePointCount(0, password.length()) > MAX_LENGTH;
    }

    private boolean isGuessable(String password, String username, String email) {
        List<String> own =
                List.of(username, email, email.substring(0, Math.max(0, email.indexOf('@'))));
        if (own.contains(password.strip())) {
            return true;
        }
        String beginning = password.substring(0, Math.min(password.length(), ESTIMATED_LENGTH));
        long signs =
                beginning.chars().filter(c -> !Character.isLetterOrDigit(c)).distinct().count();
        return signs <= MOST_SIGNS && estimator.measure(beginning, own).getScore() <= GUESSABLE;
    }

    /** Normalizes case and width of letters, because they make nothing harder to guess. */
    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
