package io.rookery.user.session;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Proof Key for Code Exchange (RFC 7636), with {@code S256} only: the client that redeems a code
 * proves that it is the one that requested it.
 */
final class ProofKey {

    static final String METHOD = "S256";

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private ProofKey() {}

    static boolean isChallenge(String challenge) {
        return CHALLENGE.matcher(challenge).matches();
    }

    /** Whether the verifier matches the challenge, or neither was given. */
    static boolean proves(@Nullable String verifier, @Nullable String challenge) {
        if (challenge == null) {
            // A verifier without a challenge means that an attacker has removed the challenge from
            // the request.
            return verifier == null;
        }
        return verifier != null
                && VERIFIER.matcher(verifier).matches()
                && Secret.matches(verifier, challenge);
    }
}
