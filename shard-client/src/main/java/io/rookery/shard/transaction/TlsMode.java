package io.rookery.shard.transaction;

/** Whether connections to Postgres are encrypted, and which servers are trusted. */
public enum TlsMode {
    /** No encryption. */
    DISABLE("disable"),
    /** Encrypted, to any server: it protects against eavesdropping only. */
    REQUIRE("require"),
    /** Encrypted, to servers whose certificate the root certificate verifies. */
    VERIFY_CA("verify-ca"),
    /** Like {@link #VERIFY_CA}, and the certificate must name the host that the shard map names. */
    VERIFY_FULL("verify-full");

    private final String sslMode;

    TlsMode(String sslMode) {
        this.sslMode = sslMode;
    }

    /** The value of the Postgres setting {@code sslmode}. */
    String sslMode() {
        return sslMode;
    }

    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_FULL;
    }
}
