package io.rookery.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.RevocationSource.Revocations;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

    private final ECKey key = key("current");
    private final RevocationList revocations =
            new RevocationList((cursor, _) -> new Revocations(List.of(), cursor));
    private final TokenVerifier verifier =
            new TokenVerifier(new JWKSet(key.toPublicJWK()).toString(), revocations, 10);

    @Test
    void tellsWhomATokenWasGivenTo() throws Exception {
        assertThat(verifier.verify(token(key, "42", "read write:statuses")))
                .isEqualTo(new Caller(42L, 7, "app", Set.of("read", "write:statuses")));
    }

    @Test
    void tellsAnApplicationsOwnTokenByItsLackOfAnAccount() throws Exception {
        assertThat(verifier.verify(token(key, null, "read")).accountId()).isNull();
    }

    @Test
    void refusesATokenFromTheMomentItIsRevoked() throws Exception {
        String token = token(key, "42", "read");
        verifier.verify(token);
        revocations.add(7);
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(ApiException.class);
    }

    @Test
    void refusesATokenThatAnotherKeyOfTheSameNameHasSigned() throws Exception {
        String forged = token(key("current"), "42", "read");
        assertThatThrownBy(() -> verifier.verify(forged)).isInstanceOf(ApiException.class);
    }

    @Test
    void refusesATokenOfAnUnknownKey() throws Exception {
        String foreign = token(key("other"), "42", "read");
        assertThatThrownBy(() -> verifier.verify(foreign)).isInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "a.b.c",
                // {"alg":"none","kid":"current"} and claims, unsigned
                "eyJhbGciOiJub25lIiwia2lkIjoiY3VycmVudCJ9.eyJzdWIiOiI0MiIsImp0aSI6IjcifQ."
            })
    void refusesWhatIsNoTokenAtAll(String text) {
        assertThatThrownBy(() -> verifier.verify(text)).isInstanceOf(ApiException.class);
    }

    @Test
    void takesATokenInNoOtherSpelling() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String token = typedToken();
        verifier.verify(token);
        for (int i = 0; i < 2000; i++) {
            String other = respelt(token, random);
            if (!other.equals(token)) {
                assertThatThrownBy(() -> verifier.verify(other))
                        .as("seed %d, %s", seed, other)
                        .isInstanceOf(ApiException.class);
            }
        }
    }

    @Test
    void takesOnlyOneOfTheTwoSignaturesThatATokenCanHave() throws Exception {
        for (int i = 0; i < 20; i++) {
            String token = typedToken();
            SignedJWT parsed = SignedJWT.parse(token);
            byte[] signature = parsed.getSignature().decode();
            BigInteger other =
                    Curve.P_256
                            .toECParameterSpec()
                            .getOrder()
                            .subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)));
            byte[] bytes = other.toByteArray();
            int length = Math.min(bytes.length, 32);
            Arrays.fill(signature, 32, 64, (byte) 0);
            System.arraycopy(bytes, bytes.length - length, signature, 64 - length, length);
            String twin =
                    token.substring(0, token.lastIndexOf('.') + 1) + Base64URL.encode(signature);
            assertThat(SignedJWT.parse(twin).verify(new ECDSAVerifier(key.toPublicJWK())))
                    .as("a good signature as such")
                    .isTrue();
            assertThatThrownBy(() -> verifier.verify(twin)).isInstanceOf(ApiException.class);
            assertThat(verifier.verify(token).tokenId()).isEqualTo(7);
        }
    }

    /** Returns another spelling of the token, which a lenient parser reads as the same. */
    private static String respelt(String token, Random random) {
        String ignored = "!=.~ \t\r\n*+/\u00e9\u200b%AB";
        int at = random.nextInt(token.length() + 1);
        String extra =
                String.valueOf(ignored.charAt(random.nextInt(ignored.length())))
                        .repeat(1 + random.nextInt(3));
        return switch (random.nextInt(3)) {
            case 0 -> token + extra;
            case 1 -> token.substring(0, at) + extra + token.substring(at);
            default ->
                    token.substring(0, token.length() - 1)
                            + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                                    .charAt(random.nextInt(64));
        };
    }

    private String typedToken() throws JOSEException {
        return TokenSignature.sign(
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .keyID(key.getKeyID())
                                .type(TokenSignature.TYPE)
                                .build(),
                        new JWTClaimsSet.Builder()
                                .subject("42")
                                .jwtID("7")
                                .claim("cid", "app")
                                .claim("scp", "read")
                                .build()),
                new ECDSASigner(key));
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(ECKey signer, @Nullable String subject, String scopes)
            throws Exception {
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signer.getKeyID()).build(),
                        new JWTClaimsSet.Builder()
                                .subject(subject)
                                .jwtID("7")
                                .claim("cid", "app")
                                .claim("scp", scopes)
                                .build());
        jwt.sign(new ECDSASigner(signer));
        return jwt.serialize();
    }
}
