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
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
    private static final String SERVICE_CREDENTIAL = "service-credential";
    private static final String PATRONI_PASSWORD = "patroni-password";
    private static final int PASSWORD_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final Renewable redisPassword;
    private final String patroniPassword;
    private final Map<DatabaseRole, Renewable> databasePasswords;

    private Secrets(
            Path directory,
            Renewable redisPassword,
            String patroniPassword,
            Map<DatabaseRole, Renewable> databasePasswords) {
        this.directory = directory;
        this.redisPassword = redisPassword;
        this.patroniPassword = patroniPassword;
        this.databasePasswords = databasePasswords;
    }

    /** Reads the secrets in the directory, and makes those that are not there yet. */
    public static Secrets open(Path directory) throws IOException {
        var store = storeIn(directory);
        var passwords = new EnumMap<DatabaseRole, Renewable>(DatabaseRole.class);
        for (var role : DatabaseRole.values()) {
            passwords.put(role, store.readOrCreateRenewable(role.roleName(), Secrets::password));
        }
        var redisPassword = store.readOrCreateRenewable(REDIS_PASSWORD, Secrets::password);
        var patroniPassword = store.readOrCreate(PATRONI_PASSWORD, Secrets::password);
        var secrets = new Secrets(directory, redisPassword, patroniPassword, passwords);
        secrets.writeTrees(
                store.readOrCreateRenewable(SIGNING_KEY, Secrets::signingKey),
                store.readOrCreateRenewable(SERVICE_CREDENTIAL, Secrets::password));
        secrets.writeTree(
                "postgres",
                Stream.concat(
                        Arrays.stream(DatabaseRole.values())
                                .map(role ->
                                        Map.of(role.roleName(), secrets.databasePassword(role))),
                        Stream.of(Map.of(PATRONI_PASSWORD, patroniPassword))));
        secrets.writeTree(
                "redis", Stream.of(both(REDIS_PASSWORD, "other-" + REDIS_PASSWORD, redisPassword)));
        return secrets;
    }

    /** Those that can be renewed in steps, without a pause. */
    static List<String> renewable() {
        return List.of(
                SIGNING_KEY,
                SERVICE_CREDENTIAL,
                REDIS_PASSWORD,
                DatabaseRole.STORAGE.roleName(),
                DatabaseRole.USERS.roleName(),
                DatabaseRole.FEED.roleName());
    }

    /** What makes a new secret of that name. */
    static Supplier<String> maker(String name) {
        return name.equals(SIGNING_KEY) ? Secrets::signingKey : Secrets::password;
    }

    static SecretStore storeIn(Path directory) throws IOException {
        return new SecretStore(PrivateFiles.createDirectories(directory.resolve("launcher")));
    }

    /** The configuration tree of a service, by the name of its module. */
    public Path treeOf(String service) {
        return directory.resolve(service);
    }

    /** The password that Redis asks of everybody, its own nodes included. */
    public String redisPassword() {
        return redisPassword.current();
    }

    /** What opens the way to tell a shard's nodes to change places. */
    public String patroniPassword() {
        return patroniPassword;
    }

    /** The password of a role in every shard's database. */
    public String databasePassword(DatabaseRole role) {
        return requireNonNull(databasePasswords.get(role)).current();
    }

    private void writeTrees(Renewable signingKey, Renewable serviceCredential) throws IOException {
        var credentials =
                both(
                        "rookery.security.service-credential",
                        "rookery.security.other-service-credential",
                        serviceCredential);
        var verificationKeys =
                Map.of(
                        "rookery.security.token-verification-keys",
                        verificationKeys(signingKey.good()));
        writeTree("gateway", Stream.of(credentials, verificationKeys));
        writeTree(
                "storage-service",
                Stream.of(
                        credentials,
                        databasePasswordsOf(DatabaseRole.STORAGE),
                        Map.of("rookery.probes.redis-password", redisPassword.current()),
                        Map.of("rookery.switchover.password", patroniPassword)));
        writeTree(
                "user-service",
                Stream.of(
                        credentials,
                        verificationKeys,
                        databasePasswordsOf(DatabaseRole.USERS),
                        Map.of("rookery.session.token-signing-key", signingKey.current())));
        writeTree(
                "feed-service",
                Stream.of(
                        credentials,
                        verificationKeys,
                        databasePasswordsOf(DatabaseRole.FEED),
                        Map.of("spring.data.redis.password", redisPassword.current())));
    }

    private Map<String, String> databasePasswordsOf(DatabaseRole role) {
        return both(
                "rookery.database.password",
                "rookery.database.other-password",
                requireNonNull(databasePasswords.get(role)));
    }

    /** The other file is always there: whoever lists the files need not know of a renewal. */
    private static Map<String, String> both(String name, String otherName, Renewable secret) {
        return Map.of(name, secret.current(), otherName, secret.other());
    }

    /** Files that are as they should be are left alone: somebody may be reading them. */
    private void writeTree(String name, Stream<Map<String, String>> files) throws IOException {
        var tree = PrivateFiles.createDirectories(treeOf(name));
        for (var entry : files.flatMap(some -> some.entrySet().stream()).toList()) {
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

    private static String verificationKeys(List<String> signingKeys) throws IOException {
        var keys = new ArrayList<JWK>();
        try {
            for (var key : signingKeys) {
                keys.add(ECKey.parse(key).toPublicJWK());
            }
        } catch (ParseException e) {
            throw new IOException("A file of a signing key does not hold a JSON web key.", e);
        }
        return new JWKSet(keys).toString();
    }
}
