package io.rookery.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.rookery.user.session.ClientCredentials.Credentials;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientCredentialsTest {

    private final SessionSettings settings = settings();
    private final Credentials made = new ClientCredentials(settings).of(List.of("key", "name"));

    @Test
    void areTheSameForTheSameRequestOnAnyInstance() {
        assertThat(new ClientCredentials(settings).of(List.of("key", "name"))).isEqualTo(made);
    }

    @Test
    void areOthersForAnyOtherRequest() {
        ClientCredentials credentials = new ClientCredentials(settings);
        for (List<String> other :
                List.of(
                        List.of("key", "other"),
                        List.of("other", "name"),
                        List.of("keyname", ""),
                        List.of("keyname"))) {
            assertThat(credentials.of(other).clientId()).isNotEqualTo(made.clientId());
            assertThat(credentials.of(other).secret()).isNotEqualTo(made.secret());
        }
    }

    @Test
    void cannotBeMadeWithoutTheKey() {
        Credentials foreign = new ClientCredentials(settings()).of(List.of("key", "name"));
        assertThat(foreign.clientId()).isNotEqualTo(made.clientId());
        assertThat(foreign.secret()).isNotEqualTo(made.secret());
    }

    @Test
    void doNotTellTheSecretByTheClientId() {
        assertThat(made.secret()).hasSize(43).isNotEqualTo(made.clientId());
    }

    private static SessionSettings settings() {
        try {
            String key = new ECKeyGenerator(Curve.P_256).keyID("test").generate().toJSONString();
            return new SessionSettings(key, Duration.ofMinutes(10), 25, Duration.ofMinutes(5));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
