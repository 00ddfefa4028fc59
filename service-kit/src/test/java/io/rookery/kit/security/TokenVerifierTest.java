package io.rookery.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.RevocationSource.Revocations;
import java.util.List;
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
