package io.rookery.user.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Random, unguessable secrets. They are stored as digests, which need no salt because of the
 * randomness.
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

    /**
     * The SHA-256 digest in base64url, the format of stored digests and of PKCE (RFC 7636, S256).
     */
    static String digest(String secret) {
        return BASE64.encodeToString(sha256(secret));
    }

    /** Compares a secret with a digest in constant time. */
    static boolean matches(String secret, String digest) {
        return equal(digest(secret), digest);
    }

    /** Compares two texts in constant time. */
    static boolean equal(String one, String other) {
        return MessageDigest.isEqual(bytes(one), bytes(other));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
