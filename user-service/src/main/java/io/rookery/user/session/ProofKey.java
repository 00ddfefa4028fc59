package io.rookery.user.session;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Proof Key for Code Exchange (RFC 7636), by {@code S256} only: whoever redeems a code shows that
 * it is the one who asked for it.
 */
final class ProofKey {

    static final String METHOD = "S256";

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private ProofKey() {}

    static boolean isChallenge(String challenge) {
        return CHALLENGE.matcher(challenge).matches();
    }

    /** Whether the verifier is the challenge's, or neither was given. */
    static boolean proves(@Nullable String verifier, @Nullable String challenge) {
        if (challenge == null) {
            // A verifier without a challenge means that somebody took the challenge out of the
            // request.
            return verifier == null;
        }
        return verifier != null
                && VERIFIER.matcher(verifier).matches()
                && Secret.matches(verifier, challenge);
    }
}
