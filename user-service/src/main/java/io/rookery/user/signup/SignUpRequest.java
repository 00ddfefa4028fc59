package io.rookery.user.signup;

import io.rookery.api.language.LanguageTags;
import io.rookery.api.parameters.Parameters;
import io.rookery.user.account.Accounts;
import io.rookery.user.account.EmailAddress;
import io.rookery.user.password.PasswordRules;
import io.rookery.user.password.PasswordRules.Objection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request for an account, validated as far as possible without regard to other accounts.
 *
 * @param username as it was written
 * @param locale the language of the user; null if none was given
 * @param key the same for repetitions of one request, and different for all others
 */
record SignUpRequest(
        String username, EmailAddress email, String password, @Nullable String locale, String key) {

    static final int MAX_USERNAME = 30;

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_]+");

    /**
     * Parses and validates a sign-up.
     *
     * @param rules the rules for passwords
     * @param client the application that sends it
     * @param idempotencyKey identifies the request of the application
     * @throws io.rookery.kit.error.ApiException 422 with everything that is wrong
     */
    static SignUpRequest of(
            Parameters parameters, PasswordRules rules, String client, String idempotencyKey) {
        SignUpErrors errors = new SignUpErrors();
        String username = orEmpty(parameters.text("username")).strip();
        String email = orEmpty(parameters.text("email")).strip();
        String password = orEmpty(parameters.text("password"));
        checkUsername(username, errors);
        Optional<EmailAddress> address = EmailAddress.parse(email);
        if (email.isEmpty()) {
            errors.add("email", SignUpErrors.BLANK, "can't be blank");
        } else if (address.isEmpty()) {
            errors.add("email", SignUpErrors.INVALID, "is invalid");
        }
        rules.check(password, username, address.map(EmailAddress::text).orElse(""))
                .ifPresent(
                        objection -> errors.add("password", error(objection), objection.words()));
        if (!parameters.flag("agreement", false)) {
            errors.add("agreement", SignUpErrors.ACCEPTED, "must be accepted");
        }
        errors.throwIfAny();
        EmailAddress valid = address.orElseThrow();
        String key = digest(client, idempotencyKey, Accounts.key(username), valid.text());
        String locale = LanguageTags.parse(orEmpty(parameters.text("locale"))).orElse(null);
        return new SignUpRequest(username, valid, password, locale, key);
    }

    /** The same, with this language if the request named none. */
    SignUpRequest orIn(@Nullable String language) {
        return locale != null || language == null
                ? this
                : new SignUpRequest(
                        username, email, password, LanguageTags.parse(language).orElse(null), key);
    }

    @Override
    public String toString() {
        return "SignUpRequest[" + username + "]";
    }

    private static void checkUsername(String username, SignUpErrors errors) {
        if (username.isEmpty()) {
            errors.add("username", SignUpErrors.BLANK, "can't be blank");
            return;
        }
        if (!USERNAME.matcher(username).matches()) {
            errors.add(
                    "username",
                    SignUpErrors.INVALID,
                    "must contain only letters, numbers and underscores");
        }
        if (ReservedNames.contains(username)) {
            errors.add("username", SignUpErrors.RESERVED, "is reserved");
        }
        if (username.length() > MAX_USERNAME) {
            errors.add(
                    "username",
                    SignUpErrors.TOO_LONG,
                    "is too long (maximum is " + MAX_USERNAME + " characters)");
        }
    }

    private static String error(Objection objection) {
        return switch (objection) {
            case BLANK -> SignUpErrors.BLANK;
            case TOO_SHORT -> SignUpErrors.TOO_SHORT;
            case TOO_LONG -> SignUpErrors.TOO_LONG;
            case GUESSABLE -> SignUpErrors.INVALID;
        };
    }

    private static String digest(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-256", e);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
