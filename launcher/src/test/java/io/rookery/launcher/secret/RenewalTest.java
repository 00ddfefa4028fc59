package io.rookery.launcher.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {

    private static final String METRICS = "feed-service/rookery.identity.metrics-digests";
    private static final String PROMETHEUS = "prometheus/metrics-credential";
    private static final String PEERS = "gateway/rookery.identity.peer-keys";
    private static final String IDENTITY = "feed-service/rookery.identity.signing-key";
    private static final String KEYS = "gateway/rookery.security.token-verification-keys";
    private static final String SIGNING_KEY = "user-service/rookery.session.token-signing-key";

    @TempDir Path directory;

    @BeforeEach
    void make() throws IOException {
        Secrets.open(directory);
    }

    @Test
    void
            hasAServiceBelievedByBothKeysBetweenTheFirstStepAndTheLastAndSignWithTheNewOneFromTheSecond()
                    throws IOException, ParseException {
        var before = identity();

        Renewal.INTRODUCE.apply(directory, "identity-feed-service");
        assertThat(identity()).isEqualTo(before);
        assertThat(believedOf("feed-service")).hasSize(2).contains(before);
        assertThat(believedOf("user-service")).hasSize(1);

        Renewal.SWITCH.apply(directory, "identity-feed-service");
        assertThat(identity()).isNotEqualTo(before);
        assertThat(believedOf("feed-service")).containsExactlyInAnyOrder(identity(), before);

        Renewal.FORGET.apply(directory, "identity-feed-service");
        assertThat(believedOf("feed-service")).containsExactly(identity());
    }

    @Test
    void hasBothCredentialsOfTheMetricsTakenUntilTheOneBeforeIsForgotten() throws IOException {
        var before = read(PROMETHEUS);

        Renewal.INTRODUCE.apply(directory, "metrics-credential");
        assertThat(read(PROMETHEUS)).isEqualTo(before);
        assertThat(read(METRICS)).matches("[0-9a-f]{64},[0-9a-f]{64}");

        Renewal.SWITCH.apply(directory, "metrics-credential");
        assertThat(read(PROMETHEUS)).isNotEqualTo(before);
        assertThat(read(METRICS)).matches("[0-9a-f]{64},[0-9a-f]{64}");

        Renewal.FORGET.apply(directory, "metrics-credential");
        assertThat(read(METRICS)).matches("[0-9a-f]{64}");
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
    void givesZooKeeperTheNewPasswordWithTheSwitchWhenItsServiceKnowsBoth() throws IOException {
        var before = read("feed-service/rookery.zookeeper.password");

        Renewal.INTRODUCE.apply(directory, "zookeeper-feed-service");
        var next = read("feed-service/rookery.zookeeper.other-password");
        assertThat(read("zookeeper/logins.conf")).contains(before).doesNotContain(next);

        Renewal.SWITCH.apply(directory, "zookeeper-feed-service");
        assertThat(read("zookeeper/logins.conf")).contains(next).doesNotContain(before);
        assertThat(read("feed-service/rookery.zookeeper.password")).isEqualTo(next);
        assertThat(read("feed-service/rookery.zookeeper.other-password")).isEqualTo(before);
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

        Renewal.INTRODUCE.apply(directory, "identity-feed-service");
        Renewal.SWITCH.apply(directory, "identity-feed-service");

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
                .hasMessageContaining("token-signing-key, redis-password, metrics-credential");
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private JWK signingKey() throws IOException, ParseException {
        return ECKey.parse(read(SIGNING_KEY)).toPublicJWK();
    }

    private JWK identity() throws IOException, ParseException {
        return ECKey.parse(read(IDENTITY)).toPublicJWK();
    }

    private List<JWK> believedOf(String service) throws IOException, ParseException {
        return JWKSet.parse(
                        JSONObjectUtils.getJSONObject(JSONObjectUtils.parse(read(PEERS)), service))
                .getKeys();
    }

    private List<JWK> believed() throws IOException, ParseException {
        return JWKSet.parse(read(KEYS)).getKeys();
    }
}
