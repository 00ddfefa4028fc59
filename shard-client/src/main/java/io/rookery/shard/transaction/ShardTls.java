package io.rookery.shard.transaction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.common.BaseDataSource;

/**
 * TLS settings of the connections to the shards.
 *
 * @param mode whether they are encrypted, and which servers are trusted
 * @param rootCertificate file in PEM with the certificates that the servers' certificates are
 *     verified with; set if, and only if, the mode verifies them
 */
public record ShardTls(TlsMode mode, @Nullable Path rootCertificate) {

    /** No encryption. */
    public static final ShardTls NONE = new ShardTls(TlsMode.DISABLE, null);

    public ShardTls {
        if (mode.verifies() && rootCertificate == null) {
            throw new IllegalArgumentException(
                    "The mode %s needs a root certificate to verify servers with"
                            .formatted(mode.sslMode()));
        }
        if (!mode.verifies() && rootCertificate != null) {
            throw new IllegalArgumentException(
                    "The mode %s does not verify servers, so the root certificate %s is unused"
                            .formatted(mode.sslMode(), rootCertificate));
        }
        if (rootCertificate != null && !Files.isReadable(rootCertificate)) {
            throw new IllegalArgumentException(
                    "The root certificate %s cannot be read".formatted(rootCertificate));
        }
    }

    /** Applies these settings to a data source. */
    public void applyTo(BaseDataSource postgres) throws SQLException {
        postgres.setProperty(PGProperty.SSL_MODE, mode.sslMode());
        if (rootCertificate != null) {
            postgres.setProperty(PGProperty.SSL_ROOT_CERT, rootCertificate.toString());
        }
    }
}
