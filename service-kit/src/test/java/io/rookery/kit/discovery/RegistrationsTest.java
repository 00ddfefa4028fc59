package io.rookery.kit.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.identity.PeerKeys;
import io.rookery.kit.identity.ServiceIdentity;
import io.rookery.launcher.secret.ServiceKeys;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationsTest {

    private static final ServiceKeys KEYS = ServiceKeys.generate();
    private static final PeerKeys PEERS = PeerKeys.parse(KEYS.peerKeys());
    private static final ServiceIdentity FEED =
            new ServiceIdentity(Peer.FEED_SERVICE, KEYS.signingKeyOf("feed-service"), PEERS);
    private static final ServiceIdentity GATEWAY =
            new ServiceIdentity(Peer.GATEWAY, KEYS.signingKeyOf("gateway"), PEERS);
    private static final long SESSION = 0xf00d_0000_0000_0001L;
    private static final String NODE = "127.0.0.1:3120";
    private static final Registration ONE =
            new Registration(Peer.FEED_SERVICE, "127.0.0.1", 3120, 2, SESSION);

    private final Registrations registrations = new Registrations(PEERS);

    @Test
    void areReadAsTheyWereWritten() {
        assertThat(
                        registrations.read(
                                "feed-service", NODE, Registrations.write(ONE, FEED), SESSION))
                .contains(ONE);
    }

    @Test
    void areGoodInTheirOwnPlaceAndSessionOnly() {
        byte[] data = Registrations.write(ONE, FEED);
        assertThat(registrations.read("user-service", NODE, data, SESSION)).isEmpty();
        assertThat(registrations.read("feed-service", "127.0.0.1:3121", data, SESSION)).isEmpty();
        assertThat(registrations.read("feed-service", NODE, data, SESSION + 1)).isEmpty();
        assertThat(registrations.read("feed-service", NODE, data, 0)).isEmpty();
    }

    @Test
    void areSignedByTheServiceThatTheyName() {
        assertThat(
                        registrations.read(
                                "feed-service", NODE, Registrations.write(ONE, GATEWAY), SESSION))
                .isEmpty();
        ServiceKeys others = ServiceKeys.generate();
        var stranger =
                new ServiceIdentity(
                        Peer.FEED_SERVICE,
                        others.signingKeyOf("feed-service"),
                        PeerKeys.parse(others.peerKeys()));
        assertThat(
                        registrations.read(
                                "feed-service", NODE, Registrations.write(ONE, stranger), SESSION))
                .isEmpty();
        assertThat(
                        registrations.read(
                                "feed-service",
                                NODE,
                                KEYS.token("feed-service", "feed-service").getBytes(UTF_8),
                                SESSION))
                .isEmpty();
    }

    @Test
    void mayHoldMoreThanIsKnownHere() {
        assertThat(read(claims -> claims.claim("from", "a later version"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "port", "weight", "session", "iss"})
    void holdAllThatTheyMustInItsOwnForm(String name) {
        assertThat(read(claims -> claims.claim(name, null))).isFalse();
        assertThat(read(claims -> claims.claim(name, new int[] {1, 2}))).isFalse();
        assertThat(read(claims -> claims.claim(name, "x".repeat(2000)))).isFalse();
        assertThat(read(claims -> claims.claim(name, ""))).isFalse();
        assertThat(read(claims -> claims.claim(name, -1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a/b",
                "user@host",
                "host:1",
                "a?b",
                "a#b",
                "::1",
                "\u0000",
                "ä\n"
            })
    void nameAnAddress(String host) {
        Registration odd = new Registration(Peer.FEED_SERVICE, host, 3120, 1, SESSION);
        assertThat(
                        registrations.read(
                                "feed-service", odd.id(), Registrations.write(odd, FEED), SESSION))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void nameAPort(int port) {
        Registration odd = new Registration(Peer.FEED_SERVICE, "host", port, 1, SESSION);
        assertThat(
                        registrations.read(
                                "feed-service", odd.id(), Registrations.write(odd, FEED), SESSION))
                .isEmpty();
    }

    /** Tries the data that earlier versions wrote, and data that an attacker would write. */
    @Test
    void areNothingElse() {
        for (byte[] data :
                new byte[] @Nullable [] {
                    null,
                    {},
                    new byte[1_000_000],
                    "{\"@class\":\"org.springframework.core.io.UrlResource\"}".getBytes(UTF_8),
                    "[".repeat(4000).getBytes(UTF_8),
                    ("{\"a\":".repeat(600) + "1" + "}".repeat(600)).getBytes(UTF_8),
                    "..".getBytes(UTF_8),
                    ("e30." + "A".repeat(3000) + ".AA").getBytes(UTF_8),
                    // {"alg":"none"}
                    "eyJhbGciOiJub25lIn0.e30.AA".getBytes(UTF_8)
                }) {
            assertThat(registrations.read("feed-service", NODE, data, SESSION)).isEmpty();
        }
        assertThat(
                        registrations.read(
                                "feed-service\n", "\u001b[2J".repeat(9999), new byte[9], SESSION))
                .isEmpty();
    }

    @Test
    void areNeverTheSameWithAByteChanged() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] genuine = Registrations.write(ONE, FEED);
        for (int i = 0; i < 2_000; i++) {
            byte[] data = genuine.clone();
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                data[random.nextInt(data.length)] ^= (byte) (1 + random.nextInt(255));
            }
            if (!Arrays.equals(data, genuine)) {
                assertThat(registrations.read("feed-service", NODE, data, SESSION))
                        .as("seed %d", seed)
                        .isEmpty();
            }
        }
    }

    private boolean read(UnaryOperator<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer("feed-service")
                        .claim("host", "127.0.0.1")
                        .claim("port", 3120)
                        .claim("weight", 1)
                        .claim("session", Long.toHexString(SESSION));
        String data =
                FEED.sign(new JOSEObjectType("registration+jwt"), change.apply(claims).build());
        return registrations.read("feed-service", NODE, data.getBytes(UTF_8), SESSION).isPresent();
    }
}
