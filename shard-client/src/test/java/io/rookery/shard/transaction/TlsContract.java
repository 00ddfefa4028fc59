package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.shard.map.ShardMaps;
import io.rookery.shard.postgres.PostgresServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Contract tests of TLS, for every way to run the servers: which servers a client trusts, and
 * whether others can eavesdrop.
 */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
abstract class TlsContract {

    private static final int SLOT = 42;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private TestShard shard;

    /**
     * Kept open: after a client has refused a server, the driver counts that server as lost for all
     * clients.
     */
    private Connection admin;

    private SelfSigned ours;
    private SelfSigned others;

    /** New servers on free ports. */
    abstract PostgresServers servers(Path directory);

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        shard = TestShard.on(servers(directory.resolve("shard")));
        admin = shard.connect("rookery", "rookery_admin");
        ours = SelfSigned.of(where(), directory);
        others = SelfSigned.of(where(), directory);
    }

    @AfterAll
    void stop() throws SQLException {
        if (shard != null) {
            admin.close();
            shard.close();
        }
    }

    @Test
    void encryptsNothingUnlessItIsAskedTo() {
        present(ours);

        assertThat(isEncrypted(ShardTls.NONE)).isFalse();
    }

    @Test
    void encryptsToAnyServerWhenThatIsRequired() {
        present(others);

        assertThat(isEncrypted(new ShardTls(TlsMode.REQUIRE, null))).isTrue();
    }

    @Test
    void believesAServerThatTheRootCertificateVouchesFor() {
        present(ours);

        assertThat(isEncrypted(new ShardTls(TlsMode.VERIFY_CA, ours.file()))).isTrue();
        assertThat(isEncrypted(new ShardTls(TlsMode.VERIFY_FULL, ours.file()))).isTrue();
    }

    @Test
    void believesNoServerThatTheRootCertificateDoesNotVouchFor() {
        present(others);

        assertRefuses(new ShardTls(TlsMode.VERIFY_CA, ours.file()));
        assertRefuses(new ShardTls(TlsMode.VERIFY_FULL, ours.file()));
    }

    @Test
    void believesACertificateForAnotherHostOnlyIfNamesDoNotMatter(@TempDir Path folder)
            throws Exception {
        SelfSigned elsewhere = SelfSigned.of("dns:elsewhere.example.org", folder);
        present(elsewhere);

        assertThat(isEncrypted(new ShardTls(TlsMode.VERIFY_CA, elsewhere.file()))).isTrue();
        assertRefuses(new ShardTls(TlsMode.VERIFY_FULL, elsewhere.file()));
    }

    private boolean isEncrypted(ShardTls tls) {
        try (ShardClient client = open(tls, LONG)) {
            return client.write(
                    SLOT,
                    jdbc ->
                            jdbc.sql("select ssl from pg_stat_ssl where pid = pg_backend_pid()")
                                    .query(Boolean.class)
                                    .single());
        }
    }

    private void assertRefuses(ShardTls tls) {
        try (ShardClient client = open(tls, SHORT)) {
            assertThatThrownBy(() -> client.write(SLOT, jdbc -> jdbc.sql("select 1").query()))
                    .isInstanceOf(ShardUnavailableException.class);
        }
    }

    private ShardClient open(ShardTls tls, Duration deadline) {
        return ShardClient.open(
                ShardMaps.of(shard.map()), TestShard.settings(deadline).withTls(tls), () -> LONG);
    }

    /** The host that the shard map names, as keytool writes it. */
    private String where() {
        String address = shard.shard().hosts().getFirst();
        String host = address.substring(0, address.lastIndexOf(':'));
        return (host.matches("[0-9.]+") ? "ip:" : "dns:") + host;
    }

    /** Makes the primary present the certificate on all new connections. */
    private void present(SelfSigned server) {
        write(server.certificate(), "rookery.crt");
        write(server.key(), "rookery.key");
        admin("alter system set ssl_cert_file = 'rookery.crt'");
        admin("alter system set ssl_key_file = 'rookery.key'");
        admin("alter system set ssl = on");
        Instant before = loaded();
        admin("select pg_reload_conf()");
        await().atMost(LONG).until(() -> loaded().isAfter(before));
    }

    /** Writes a file to the data directory that only the server can read. */
    private void write(String content, String file) {
        admin(
                "copy (select regexp_split_to_table('%s', '\\n')) to program 'umask 077 && cat > %s'"
                        .formatted(content.strip(), file));
    }

    private void admin(String command) {
        try (Statement statement = admin.createStatement()) {
            statement.execute(command);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** When the server last read its settings. */
    private Instant loaded() {
        try (Statement statement = admin.createStatement();
                ResultSet answer = statement.executeQuery("select pg_conf_load_time()")) {
            answer.next();
            return answer.getTimestamp(1).toInstant();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
