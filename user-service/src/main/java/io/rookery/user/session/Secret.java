package io.rookery.user.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Random texts that nobody can guess. They are stored as a digest, which needs no salt for them.
 */
final class Secret {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int BYTES = 32;

    private Secret() {}

    /** 256 random bits in characters that need no escaping anywhere. */
    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /** The SHA-256 digest in base64url, as it is stored and as PKCE writes it (RFC 7636, S256). */
    static String digest(String secret) {
        return BASE64.encodeToString(sha256(secret));
    }

    /** Compares in a time that does not depend on where they differ. */
    static boolean matches(String secret, String digest) {
        return equal(digest(secret), digest);
    }

    /** The same for two texts. */
    static boolean equal(String one, String other) {
        return MessageDigest.isEqual(bytes(one), bytes(other));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
