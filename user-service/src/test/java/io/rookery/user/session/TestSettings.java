package io.rookery.user.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;

/** Default settings of sessions, with a signing key. */
final class TestSettings {

    private TestSettings() {}

    static SessionSettings with(String tokenSigningKey) {
        return new SessionSettings(
                tokenSigningKey,
                Duration.ofMinutes(10),
                Duration.ofDays(14),
                10,
                Duration.ofMinutes(10),
                50,
                500,
                30,
                Duration.ofMinutes(10));
    }

    static SessionSettings withNewKey() {
        try {
            return with(new ECKeyGenerator(Curve.P_256).keyID("test").generate().toJSONString());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
