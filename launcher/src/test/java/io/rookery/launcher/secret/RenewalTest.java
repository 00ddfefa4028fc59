package io.rookery.launcher.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {

    private static final String CREDENTIAL = "gateway/rookery.security.service-credential";
    private static final String OTHER_CREDENTIAL =
            "gateway/rookery.security.other-service-credential";
    private static final String KEYS = "gateway/rookery.security.token-verification-keys";
    private static final String SIGNING_KEY = "user-service/rookery.session.token-signing-key";

    @TempDir Path directory;

    @BeforeEach
    void make() throws IOException {
        Secrets.open(directory);
    }

    @Test
    void hasBothTakenBetweenTheFirstStepAndTheLastAndTheNewOneShownFromTheSecond()
            throws IOException {
        var before = read(CREDENTIAL);

        Renewal.INTRODUCE.apply(directory, "service-credential");
        var next = read(OTHER_CREDENTIAL);
        assertThat(next).isNotEqualTo(before);
        assertThat(read(CREDENTIAL)).isEqualTo(before);

        Renewal.SWITCH.apply(directory, "service-credential");
        assertThat(read(CREDENTIAL)).isEqualTo(next);
        assertThat(read(OTHER_CREDENTIAL)).isEqualTo(before);

        Renewal.FORGET.apply(directory, "service-credential");
        assertThat(read(CREDENTIAL)).isEqualTo(next);
        assertThat(read(OTHER_CREDENTIAL)).isEqualTo(next);
    }

    @Test
    void givesPostgresTheNewPasswordWithTheSwitchWhenItsServiceKnowsBoth() throws IOException {
        var before = read("postgres/rookery_feed");

        Renewal.INTRODUCE.apply(directory, "rookery_feed");
        assertThat(read("postgres/rookery_feed")).isEqualTo(before);
        var next = read("feed-service/rookery.database.other-password");

        Renewal.SWITCH.apply(directory, "rookery_feed");
        assertThat(read("postgres/rookery_feed")).isEqualTo(next);
        assertThat(read("feed-service/rookery.database.password")).isEqualTo(next);
        assertThat(read("feed-service/rookery.database.other-password")).isEqualTo(before);
    }

    @Test
    void hasTokensOfTheNextKeyBelievedBeforeOneIsSignedAndThoseOfTheOneBeforeUntilItIsForgotten()
            throws IOException, ParseException {
        var before = signingKey();

        Renewal.INTRODUCE.apply(directory, "token-signing-key");
        assertThat(signingKey()).isEqualTo(before);
        assertThat(believed()).hasSize(2).contains(before);

        Renewal.SWITCH.apply(directory, "token-signing-key");
        assertThat(signingKey()).isNotEqualTo(before);
        assertThat(believed()).containsExactlyInAnyOrder(signingKey(), before);

        Renewal.FORGET.apply(directory, "token-signing-key");
        assertThat(believed()).containsExactly(signingKey());
    }

    @Test
    void leavesAllOtherSecretsAsTheyAre() throws IOException {
        var password = read("redis/redis-password");

        Renewal.INTRODUCE.apply(directory, "service-credential");
        Renewal.SWITCH.apply(directory, "service-credential");

        assertThat(read("redis/redis-password")).isEqualTo(password);
    }

    @Test
    void keepsTheNextOneWhenAStepIsRepeated() throws IOException {
        Renewal.INTRODUCE.apply(directory, "redis-password");
        var next = read("redis/other-redis-password");

        Renewal.INTRODUCE.apply(directory, "redis-password");

        assertThat(read("redis/other-redis-password")).isEqualTo(next);
    }

    @Test
    void refusesAStepOutOfTurnAndASecretThatItDoesNotKnow() throws IOException {
        assertThatThrownBy(() -> Renewal.SWITCH.apply(directory, "redis-password"))
                .isInstanceOf(RenewalException.class)
                .hasMessage("There is no next redis-password: introduce one.");

        Renewal.INTRODUCE.apply(directory, "redis-password");
        Renewal.SWITCH.apply(directory, "redis-password");
        assertThatThrownBy(() -> Renewal.INTRODUCE.apply(directory, "redis-password"))
                .isInstanceOf(RenewalException.class)
                .hasMessageContaining("forget it first");

        assertThatThrownBy(() -> Renewal.INTRODUCE.apply(directory, "../redis-password"))
                .isInstanceOf(RenewalException.class)
                .hasMessageContaining("token-signing-key, service-credential, redis-password");
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private JWK signingKey() throws IOException, ParseException {
        return ECKey.parse(read(SIGNING_KEY)).toPublicJWK();
    }

    private List<JWK> believed() throws IOException, ParseException {
        return JWKSet.parse(read(KEYS)).getKeys();
    }
}
