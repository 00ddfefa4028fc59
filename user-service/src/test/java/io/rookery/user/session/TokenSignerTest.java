package io.rookery.user.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.RevocationList;
import io.rookery.kit.security.RevocationSource.Revocations;
import io.rookery.kit.security.TokenVerifier;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenSignerTest {

    private final ECKey key = newKey();
    private final RevocationList revoked =
            new RevocationList((cursor, _) -> new Revocations(List.of(), cursor));
    private final TokenVerifier verifier =
            new TokenVerifier(new JWKSet(key.toPublicJWK()).toString(), revoked, 10);

    @Test
    void signsWhatServicesUnderstand() {
        String token = signer(key).sign(new AccessToken(99, 7L, "client", "read write"));
        assertThat(verifier.verify(token))
                .isEqualTo(new Caller(7L, 99, "client", Set.of("read", "write")));
    }

    @Test
    void signsForApplicationsToo() {
        String token = signer(key).sign(new AccessToken(99, null, "client", "read"));
        assertThat(verifier.verify(token).accountId()).isNull();
    }

    @Test
    void isNotBelievedWithAnotherKey() {
        String token = signer(newKey()).sign(new AccessToken(99, 7L, "client", "read"));
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(ApiException.class);
    }

    @Test
    void refusesAPublicKey() {
        assertThatThrownBy(() -> signer(key.toPublicJWK()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsNoKeyWhenItIsMalformed() {
        String secret = key.toJSONString().replace("\"P-256\"", "\"P-257\"");
        assertThatThrownBy(() -> new TokenSigner(settings(secret)))
                .hasNoCause()
                .hasMessageNotContaining(String.valueOf(key.getD()));
    }

    private static TokenSigner signer(ECKey key) {
        return new TokenSigner(settings(key.toJSONString()));
    }

    private static SessionSettings settings(String key) {
        return TestSettings.with(key);
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("test").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
