package io.rookery.launcher.secret;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The secrets of one cluster. The originals are in {@code launcher/}; beside it each service has a
 * directory with what it needs and nothing else, one file for each property, as Spring's
 * configuration trees are read. So have {@code postgres/}, one file for each role, and {@code
 * redis/}.
 */
public final class Secrets {

    private static final String REDIS_PASSWORD = "redis-password";
    private static final String SIGNING_KEY = "token-signing-key";
    private static final String PREVIOUS_SIGNING_KEY = "token-signing-key.previous";
    private static final String SERVICE_CREDENTIAL = "service-credential";
    private static final String PATRONI_PASSWORD = "patroni-password";
    private static final int PASSWORD_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final String redisPassword;
    private final Map<DatabaseRole, String> databasePasswords;

    private Secrets(
            Path directory, String redisPassword, Map<DatabaseRole, String> databasePasswords) {
        this.directory = directory;
        this.redisPassword = redisPassword;
        this.databasePasswords = databasePasswords;
    }

    /** Reads the secrets in the directory, and makes those that are not there yet. */
    public static Secrets open(Path directory) throws IOException {
        var store = storeIn(directory);
        var passwords = new EnumMap<DatabaseRole, String>(DatabaseRole.class);
        for (var role : DatabaseRole.values()) {
            passwords.put(role, store.readOrCreate(role.roleName(), Secrets::password));
        }
        var redisPassword = store.readOrCreate(REDIS_PASSWORD, Secrets::password);
        var secrets = new Secrets(directory, redisPassword, passwords);
        secrets.writeTrees(
                store.readOrCreate(SIGNING_KEY, Secrets::signingKey),
                store.read(PREVIOUS_SIGNING_KEY),
                store.readOrCreate(SERVICE_CREDENTIAL, Secrets::password));
        secrets.writeTree(
                "postgres",
                Stream.concat(
                        Arrays.stream(DatabaseRole.values())
                                .map(role ->
                                        Map.entry(role.roleName(), secrets.databasePassword(role))),
                        Stream.of(
                                Map.entry(
                                        PATRONI_PASSWORD,
                                        store.readOrCreate(PATRONI_PASSWORD, Secrets::password)))));
        secrets.writeTree("redis", Stream.of(Map.entry(REDIS_PASSWORD, redisPassword)));
        return secrets;
    }

    /**
     * Makes a new key to sign tokens with. Tokens that the present one has signed stay good until
     * the next renewal.
     *
     * @throws java.nio.file.NoSuchFileException if there is none yet
     */
    public static Secrets renewSigningKey(Path directory) throws IOException {
        storeIn(directory).putAside(SIGNING_KEY, PREVIOUS_SIGNING_KEY);
        return open(directory);
    }

    private static SecretStore storeIn(Path directory) throws IOException {
        return new SecretStore(PrivateFiles.createDirectories(directory.resolve("launcher")));
    }

    /** The configuration tree of a service, by the name of its module. */
    public Path treeOf(String service) {
        return directory.resolve(service);
    }

    /** The password that Redis asks of everybody, its own nodes included. */
    public String redisPassword() {
        return redisPassword;
    }

    /** The password of a role in every shard's database. */
    public String databasePassword(DatabaseRole role) {
        return requireNonNull(databasePasswords.get(role));
    }

    private void writeTrees(
            String signingKey, Optional<String> previousSigningKey, String serviceCredential)
            throws IOException {
        var credential = Map.entry("rookery.security.service-credential", serviceCredential);
        var verificationKeys =
                Map.entry(
                        "rookery.security.token-verification-keys",
                        verificationKeys(
                                Stream.concat(Stream.of(signingKey), previousSigningKey.stream())));
        writeTree("gateway", Stream.of(credential, verificationKeys));
        writeTree(
                "storage-service",
                Stream.of(
                        credential,
                        databasePasswordOf(DatabaseRole.STORAGE),
                        Map.entry("rookery.probes.redis-password", redisPassword)));
        writeTree(
                "user-service",
                Stream.of(
                        credential,
                        verificationKeys,
                        databasePasswordOf(DatabaseRole.USERS),
                        Map.entry("rookery.session.token-signing-key", signingKey)));
        writeTree(
                "feed-service",
                Stream.of(
                        credential,
                        verificationKeys,
                        databasePasswordOf(DatabaseRole.FEED),
                        Map.entry("spring.data.redis.password", redisPassword)));
    }

    private Map.Entry<String, String> databasePasswordOf(DatabaseRole role) {
        return Map.entry("rookery.database.password", databasePassword(role));
    }

    /** Files that are as they should be are left alone: somebody may be reading them. */
    private void writeTree(String name, Stream<Map.Entry<String, String>> files)
            throws IOException {
        var tree = PrivateFiles.createDirectories(treeOf(name));
        for (var entry : files.toList()) {
            var file = tree.resolve(entry.getKey());
            if (!Files.exists(file) || !Files.readString(file).equals(entry.getValue())) {
                PrivateFiles.write(file, entry.getValue());
            }
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

    private static String verificationKeys(Stream<String> signingKeys) throws IOException {
        var keys = new ArrayList<JWK>();
        try {
            for (var key : signingKeys.toList()) {
                keys.add(ECKey.parse(key).toPublicJWK());
            }
        } catch (ParseException e) {
            throw new IOException("A file of a signing key does not hold a JSON web key.", e);
        }
        return new JWKSet(keys).toString();
    }
}
