package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

class ShardTlsTest {

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = "VERIFY.*")
    void needsARootCertificateToVerify(TlsMode verifying) {
        assertThatThrownBy(() -> new ShardTls(verifying, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a root certificate");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = "VERIFY.*")
    void refusesARootCertificateThatNothingIsVerifiedWith(TlsMode trusting, @TempDir Path folder)
            throws Exception {
        Path root = Files.createFile(folder.resolve("root.pem"));

        assertThatThrownBy(() -> new ShardTls(trusting, root))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not verify servers");
    }

    @Test
    void refusesARootCertificateThatIsNotThere() {
        assertThatThrownBy(() -> new ShardTls(TlsMode.VERIFY_FULL, Path.of("missing.pem")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing.pem cannot be read");
    }

    @Test
    void tellsPostgresWhatItCallsTheMode(@TempDir Path folder) throws Exception {
        Path root = Files.createFile(folder.resolve("root.pem"));
        var postgres = new PGSimpleDataSource();

        new ShardTls(TlsMode.VERIFY_FULL, root).applyTo(postgres);

        assertThat(postgres.getProperty(PGProperty.SSL_MODE)).isEqualTo("verify-full");
        assertThat(postgres.getProperty(PGProperty.SSL_ROOT_CERT)).isEqualTo(root.toString());
    }
}
