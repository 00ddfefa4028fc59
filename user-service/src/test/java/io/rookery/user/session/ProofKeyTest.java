package io.rookery.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Uses the example of RFC 7636, appendix B. */
class ProofKeyTest {

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @Test
    void acceptsTheVerifierOfTheChallenge() {
        assertThat(ProofKey.proves(VERIFIER, CHALLENGE)).isTrue();
    }

    @Test
    void refusesAnyOther() {
        assertThat(ProofKey.proves(VERIFIER + "x", CHALLENGE)).isFalse();
        assertThat(ProofKey.proves(CHALLENGE, CHALLENGE)).isFalse();
        assertThat(ProofKey.proves("short", Secret.digest("short"))).isFalse();
        assertThat(ProofKey.proves(null, CHALLENGE)).isFalse();
    }

    @Test
    void asksForNothingWhenNothingWasPromised() {
        assertThat(ProofKey.proves(null, null)).isTrue();
    }

    @Test
    void refusesAVerifierWhoseChallengeWasTakenAway() {
        assertThat(ProofKey.proves(VERIFIER, null)).isFalse();
    }

    @Test
    void knowsTheFormOfAChallenge() {
        assertThat(ProofKey.isChallenge(CHALLENGE)).isTrue();
        assertThat(ProofKey.isChallenge(CHALLENGE + "=")).isFalse();
        assertThat(ProofKey.isChallenge("")).isFalse();
    }
}
