package io.rookery.launcher.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final String KEYS = "rookery.security.token-verification-keys";
    private static final String IDENTITY = "rookery.identity.signing-key";
    private static final String PEERS = "rookery.identity.peer-keys";
    private static final String METRICS = "rookery.identity.metrics-digests";
    private static final String OTHER_DATABASE = "rookery.database.other-password";
    private static final String DATABASE = "rookery.database.password";
    private static final String SIGNING_KEY = "rookery.session.token-signing-key";
    private static final String REDIS = "spring.data.redis.password";
    private static final String PROBED_REDIS = "rookery.probes.redis-password";
    private static final String ZOOKEEPER = "rookery.zookeeper.password";
    private static final String OTHER_ZOOKEEPER = "rookery.zookeeper.other-password";
    private static final String SWITCHOVERS = "rookery.switchover.password";

    @TempDir Path directory;

    @Test
    void areReadableByTheirOwnerOnly() throws IOException {
        Secrets.open(directory.resolve("secrets"));
        try (var files = Files.walk(directory.resolve("secrets"))) {
            for (var file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void stayTheSameOnceMade() throws IOException {
        var first = Secrets.open(directory);
        var key = Files.readString(first.treeOf("user-service").resolve(SIGNING_KEY));
        var second = Secrets.open(directory);
        assertThat(second.redisPassword()).isEqualTo(first.redisPassword());
        assertThat(second.databasePassword(DatabaseRole.FEED))
                .isEqualTo(first.databasePassword(DatabaseRole.FEED))
                .isNotEqualTo(first.databasePassword(DatabaseRole.USERS));
        assertThat(second.treeOf("user-service").resolve(SIGNING_KEY)).hasContent(key);
    }

    @Test
    void giveEachServiceWhatItNeedsAndNothingElse() throws IOException {
        var secrets = Secrets.open(directory);
        assertThat(names(secrets, "gateway"))
                .containsExactlyInAnyOrder(
                        IDENTITY, PEERS, METRICS, KEYS, ZOOKEEPER, OTHER_ZOOKEEPER);
        assertThat(names(secrets, "storage-service"))
                .containsExactlyInAnyOrder(
                        IDENTITY,
                        PEERS,
                        METRICS,
                        DATABASE,
                        OTHER_DATABASE,
                        "rookery.moves.password",
                        "rookery.moves.other-password",
                        PROBED_REDIS,
                        SWITCHOVERS,
                        ZOOKEEPER,
                        OTHER_ZOOKEEPER);
        assertThat(names(secrets, "user-service"))
                .containsExactlyInAnyOrder(
                        IDENTITY,
                        PEERS,
                        METRICS,
                        KEYS,
                        DATABASE,
                        OTHER_DATABASE,
                        SIGNING_KEY,
                        ZOOKEEPER,
                        OTHER_ZOOKEEPER);
        assertThat(names(secrets, "feed-service"))
                .containsExactlyInAnyOrder(
                        IDENTITY,
                        PEERS,
                        METRICS,
                        KEYS,
                        DATABASE,
                        OTHER_DATABASE,
                        REDIS,
                        ZOOKEEPER,
                        OTHER_ZOOKEEPER);
    }

    @Test
    void tellOthersThePublicHalfOfTheSigningKeyOnly() throws IOException, ParseException {
        var secrets = Secrets.open(directory);
        var signing =
                ECKey.parse(Files.readString(secrets.treeOf("user-service").resolve(SIGNING_KEY)));
        var keys = JWKSet.parse(Files.readString(secrets.treeOf("gateway").resolve(KEYS)));
        assertThat(signing.isPrivate()).isTrue();
        assertThat(keys.getKeys()).singleElement().isEqualTo(signing.toPublicJWK());
    }

    @Test
    void giveEachServiceAKeyOfItsOwnAndTellAllOthersItsPublicHalfOnly() throws Exception {
        var secrets = Secrets.open(directory);
        var peers = Files.readString(secrets.treeOf("gateway").resolve(PEERS));
        var known = JSONObjectUtils.parse(peers);
        assertThat(known.keySet())
                .containsExactlyInAnyOrder(
                        "gateway", "user-service", "feed-service", "storage-service", "operator");
        for (var service : ServiceKeys.SERVICES) {
            var own = ECKey.parse(Files.readString(secrets.treeOf(service).resolve(IDENTITY)));
            assertThat(own.isPrivate()).isTrue();
            assertThat(JWKSet.parse(JSONObjectUtils.getJSONObject(known, service)).getKeys())
                    .singleElement()
                    .isEqualTo(own.toPublicJWK());
            assertThat(secrets.treeOf(service).resolve(PEERS)).hasContent(peers);
        }
    }

    @Test
    void showTheCredentialOfTheMetricsToPrometheusOnly() throws IOException {
        var secrets = Secrets.open(directory);
        var credential = Secrets.metricsCredential(directory);
        assertThat(secrets.treeOf("prometheus").resolve("metrics-credential"))
                .hasContent(credential);
        assertThat(Files.readString(secrets.treeOf("feed-service").resolve(METRICS)))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void giveTheEnginesTheirPasswords() throws IOException {
        var secrets = Secrets.open(directory);
        assertThat(names(secrets, "postgres"))
                .containsExactlyInAnyOrder(
                        "rookery_admin",
                        "rookery_replication",
                        "rookery_storage",
                        "rookery_users",
                        "rookery_feed",
                        "rookery_move",
                        "patroni-password",
                        "zookeeper-password");
        assertThat(names(secrets, "redis"))
                .containsExactlyInAnyOrder("redis-password", "other-redis-password");
        assertThat(secrets.treeOf("redis").resolve("redis-password"))
                .hasContent(secrets.redisPassword());
    }

    @Test
    void giveEachServiceAPasswordOfItsOwnForZooKeeper() throws IOException {
        var secrets = Secrets.open(directory);
        var services = List.of("gateway", "user-service", "feed-service", "storage-service");
        for (var service : services) {
            assertThat(secrets.treeOf(service).resolve(ZOOKEEPER))
                    .hasContent(secrets.zooKeeperPassword(service));
        }
        assertThat(services)
                .map(secrets::zooKeeperPassword)
                .doesNotHaveDuplicates()
                .doesNotContain(
                        secrets.zooKeeperPassword("admin"), secrets.zooKeeperPassword("patroni"));
        assertThat(Files.readString(secrets.zooKeeperLogins()))
                .contains("user_gateway=\"" + secrets.zooKeeperPassword("gateway") + "\"");
    }

    @Test
    void doNotTouchFilesThatAreAsTheyShouldBe() throws IOException {
        var file = Secrets.open(directory).treeOf("gateway").resolve(IDENTITY);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        Secrets.open(directory);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
    }

    private static Iterable<String> names(Secrets secrets, String service) throws IOException {
        try (var files = Files.list(secrets.treeOf(service))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
