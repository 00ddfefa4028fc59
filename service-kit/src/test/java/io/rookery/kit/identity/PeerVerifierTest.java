package io.rookery.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.kit.error.ApiException;
import io.rookery.launcher.secret.ServiceKeys;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

class PeerVerifierTest {

    private static final ServiceKeys KEYS = ServiceKeys.generate();
    private static final PeerKeys PUBLIC = PeerKeys.parse(KEYS.peerKeys());
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private Instant now = Instant.now();
    private Duration signersClockIsAhead = Duration.ZERO;
    private long nanos;

    private final PeerVerifier verifier = verifierOf(Peer.FEED_SERVICE);

    @Test
    void knowsWhoHasSentARequest() {
        assertThat(verifier.callerOf(tokens().tokenFor(Peer.FEED_SERVICE)))
                .isEqualTo(Peer.USER_SERVICE);
        assertThat(verifierOf(Peer.GATEWAY).callerOf(KEYS.token("operator", "gateway")))
                .isEqualTo(Peer.OPERATOR);
    }

    @Test
    void refusesATokenForAnotherService() {
        refuses(tokens().tokenFor(Peer.STORAGE_SERVICE));
    }

    @Test
    void refusesWhatIsNotSignedByWhomItNames() {
        var strangers = ServiceKeys.generate();
        refuses(strangers.token("user-service", "feed-service"));
        refuses(
                new PeerTokens(
                                new ServiceIdentity(
                                        Peer.GATEWAY,
                                        strangers.signingKeyOf("gateway"),
                                        PeerKeys.parse(strangers.peerKeys())),
                                LIFETIME,
                                () -> now)
                        .tokenFor(Peer.FEED_SERVICE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "a.b.c",
                "old shared credential",
                "....",
                "eyJhbGciOiJub25lIn0.e30."
            })
    void refusesWhatIsNoToken(String token) {
        refuses(token);
    }

    @Test
    void takesATokenInOneSpellingOnly() {
        String token = tokens().tokenFor(Peer.FEED_SERVICE);
        refuses(token + "=");
        refuses(token + "!");
        refuses(" " + token);
        refuses(token.substring(0, token.length() - 1));
        String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        refuses(token.replace(payload, payload.substring(2)));
        assertThat(verifier.callerOf(token)).isEqualTo(Peer.USER_SERVICE);
    }

    @Test
    void honoursACapturedTokenForAboutAMinute() {
        String captured = tokens().tokenFor(Peer.FEED_SERVICE);
        verifier.callerOf(captured);
        pass(LIFETIME);
        verifier.callerOf(captured);
        pass(Duration.ofSeconds(6));
        refuses(captured);
    }

    @ParameterizedTest
    @ValueSource(longs = {-9, -5, 5, 9})
    void honoursACapturedTokenForAboutAMinuteWhateverTheClockOfItsSigner(long minutesAhead) {
        signersClockIsAhead = Duration.ofMinutes(minutesAhead);
        var signer = tokens();
        String captured = signer.tokenFor(Peer.FEED_SERVICE);
        pass(Duration.ofSeconds(31));
        verifier.callerOf(signer.tokenFor(Peer.FEED_SERVICE));
        verifier.callerOf(captured);
        pass(Duration.ofSeconds(35));
        refuses(captured);
        verifier.callerOf(signer.tokenFor(Peer.FEED_SERVICE));
    }

    @Test
    void refusesASignerWhoseClockIsFurtherAwayThanIsTolerated() {
        signersClockIsAhead = TOLERANCE.plusSeconds(1);
        refuses(tokens().tokenFor(Peer.FEED_SERVICE));
        signersClockIsAhead = TOLERANCE.plus(LIFETIME).plusSeconds(1).negated();
        refuses(tokens().tokenFor(Peer.FEED_SERVICE));
    }

    @Test
    void goesOnWithASignerThatItKnowsWhenItsOwnClockIsSetFarAway() {
        var signer = tokens();
        verifier.callerOf(signer.tokenFor(Peer.FEED_SERVICE));
        signersClockIsAhead = Duration.ofDays(-1);
        now = now.plus(Duration.ofDays(1));
        pass(Duration.ofSeconds(31));
        verifier.callerOf(signer.tokenFor(Peer.FEED_SERVICE));
        pass(Duration.ofSeconds(31));
        verifier.callerOf(signer.tokenFor(Peer.FEED_SERVICE));
    }

    @Test
    void goesOnWithASignerWhoseClockIsSetBackOrForth() {
        var signer = tokens();
        for (Duration ahead :
                new Duration[] {
                    Duration.ofMinutes(5),
                    Duration.ZERO,
                    Duration.ofMinutes(-5),
                    Duration.ofMinutes(9)
                }) {
            String before = signer.tokenFor(Peer.FEED_SERVICE);
            signersClockIsAhead = ahead;
            verifier.callerOf(signer.tokenFor(Peer.FEED_SERVICE));
            verifier.callerOf(before);
        }
    }

    @Test
    void asksForATokenAtAll() {
        assertThatThrownBy(() -> verifier.callerOf((String) null))
                .isInstanceOf(ApiException.class)
                .hasMessage("The identity of a service is required");
    }

    private PeerTokens tokens() {
        return new PeerTokens(
                new ServiceIdentity(Peer.USER_SERVICE, KEYS.signingKeyOf("user-service"), PUBLIC),
                LIFETIME,
                () -> now.plus(signersClockIsAhead),
                () -> nanos);
    }

    private PeerVerifier verifierOf(Peer self) {
        return new PeerVerifier(self, PUBLIC, TOLERANCE, () -> now, () -> nanos);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    private void refuses(String token) {
        assertThatThrownBy(() -> verifier.callerOf(token))
                .isInstanceOf(ApiException.class)
                .extracting(refusal -> ((ApiException) refusal).status())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
    }
}
