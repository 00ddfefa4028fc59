package io.rookery.shard.transaction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A self-signed certificate, made by the JDK's keytool.
 *
 * @param file the certificate, in PEM
 * @param certificate the same as text
 * @param key its private key, in PEM
 */
record SelfSigned(Path file, String certificate, String key) {

    private static final String PASSWORD = "rookery";

    /**
     * @param names the hosts that it is for, as keytool writes them: {@code
     *     dns:localhost,ip:127.0.0.1}
     */
    static SelfSigned of(String names, Path folder) throws Exception {
        Path store = folder.resolve("certificate.p12");
        Files.deleteIfExists(store);
        int status =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=rookery",
                                "-ext",
                                "san=" + names,
                                "-validity",
                                "2",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IllegalStateException("keytool ended with " + status);
        }
        return read(store, Files.createTempFile(folder, "certificate", ".pem"));
    }

    private static SelfSigned read(Path store, Path file)
            throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store)) {
            keys.load(content, PASSWORD.toCharArray());
        }
        String certificate = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
        String key = pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
        return new SelfSigned(Files.writeString(file, certificate), certificate, key);
    }

    private static String pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what);
    }

    @Override
    public String toString() {
        return "SelfSigned[" + file + ']';
    }
}
