package io.rookery.shard.transaction;

/** Whether connections to Postgres are encrypted, and of which servers. */
public enum TlsMode {
    /** Nothing is encrypted. */
    DISABLE("disable"),
    /** Encrypted, whoever the server is: it keeps out those who listen only. */
    REQUIRE("require"),
    /** Encrypted, to servers whose certificate the root certificate vouches for. */
    VERIFY_CA("verify-ca"),
    /** The same, and the certificate has to name the host that the shard map names. */
    VERIFY_FULL("verify-full");

    private final String sslMode;

    TlsMode(String sslMode) {
        this.sslMode = sslMode;
    }

    /** What Postgres calls it. */
    String sslMode() {
        return sslMode;
    }

    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_FULL;
    }
}
