package io.rookery.launcher.secret;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/**
 * The secrets of one cluster. The launcher's own copy is in {@code launcher/}; beside it each
 * service has a directory with what it needs and nothing else, one file for each property, as
 * Spring's configuration trees are read.
 */
public final class Secrets {

    private static final int PASSWORD_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final String redisPassword;
    private final String switchoverPassword;
    private final Map<DatabaseRole, String> databasePasswords;

    private Secrets(
            Path directory,
            String redisPassword,
            String switchoverPassword,
            Map<DatabaseRole, String> databasePasswords) {
        this.directory = directory;
        this.redisPassword = redisPassword;
        this.switchoverPassword = switchoverPassword;
        this.databasePasswords = databasePasswords;
    }

    /** Reads the secrets in the directory, and makes those that are not there yet. */
    public static Secrets open(Path directory) throws IOException {
        var store = new SecretStore(PrivateFiles.createDirectories(directory.resolve("launcher")));
        var passwords = new EnumMap<DatabaseRole, String>(DatabaseRole.class);
        for (var role : DatabaseRole.values()) {
            passwords.put(role, store.readOrCreate(role.roleName(), Secrets::password));
        }
        var redisPassword = store.readOrCreate("redis-password", Secrets::password);
        var switchoverPassword = store.readOrCreate("switchover-password", Secrets::password);
        var secrets = new Secrets(directory, redisPassword, switchoverPassword, passwords);
        secrets.writeTrees(
                store.readOrCreate("token-signing-key", Secrets::signingKey),
                store.readOrCreate("service-credential", Secrets::password));
        return secrets;
    }

    /** The configuration tree of a service, by the name of its module. */
    public Path treeOf(String service) {
        return directory.resolve(service);
    }

    /** The password that Redis asks of everybody, its own nodes included. */
    public String redisPassword() {
        return redisPassword;
    }

    /** What opens the way to tell a shard's nodes to change places. */
    public String switchoverPassword() {
        return switchoverPassword;
    }

    /** The password of a role in every shard's database. */
    public String databasePassword(DatabaseRole role) {
        return requireNonNull(databasePasswords.get(role));
    }

    private void writeTrees(String signingKey, String serviceCredential) throws IOException {
        var credential = Map.entry("rookery.security.service-credential", serviceCredential);
        var verificationKeys =
                Map.entry("rookery.security.token-verification-keys", verificationKeys(signingKey));
        writeTree("gateway", credential, verificationKeys);
        writeTree(
                "storage-service",
                credential,
                databasePasswordOf(DatabaseRole.STORAGE),
                Map.entry("rookery.probes.redis-password", redisPassword),
                Map.entry("rookery.switchover.password", switchoverPassword));
        writeTree(
                "user-service",
                credential,
                verificationKeys,
                databasePasswordOf(DatabaseRole.USERS),
                Map.entry("rookery.session.token-signing-key", signingKey));
        writeTree(
                "feed-service",
                credential,
                verificationKeys,
                databasePasswordOf(DatabaseRole.FEED),
                Map.entry("spring.data.redis.password", redisPassword));
    }

    private Map.Entry<String, String> databasePasswordOf(DatabaseRole role) {
        return Map.entry("rookery.database.password", databasePassword(role));
    }

    @SafeVarargs
    private void writeTree(String service, Map.Entry<String, String>... properties)
            throws IOException {
        var tree = PrivateFiles.createDirectories(treeOf(service));
        for (var property : properties) {
            PrivateFiles.write(tree.resolve(property.getKey()), property.getValue());
        }
    }

    private static String password() {
        var bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String signingKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate()
                    .toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException("This JDK cannot make a P-256 key.", e);
        }
    }

    private static String verificationKeys(String signingKey) throws IOException {
        try {
            return new JWKSet(ECKey.parse(signingKey).toPublicJWK()).toString();
        } catch (ParseException e) {
            throw new IOException("The file token-signing-key does not hold a JSON web key.", e);
        }
    }
}
