package io.rookery.launcher.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The secrets of one cluster. The originals are in {@code launcher/}. Beside it, each service has a
 * directory with the secrets that it needs and nothing else: one file for each property, in the
 * format of Spring's configuration trees. {@code postgres/} (one file for each role), {@code
 * redis/}, {@code zookeeper/} and {@code prometheus/} are such directories, too.
 */
public final class Secrets {

    private static final String REDIS_PASSWORD = "redis-password";
    private static final String SIGNING_KEY = "token-signing-key";
    private static final String IDENTITY = "identity-";
    private static final String METRICS = "metrics-credential";
    private static final String PATRONI_PASSWORD = "patroni-password";
    private static final int PASSWORD_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final Renewable redisPassword;
    private final String patroniPassword;
    private final ZooKeeperSecrets zooKeeper;
    private final Map<DatabaseRole, Renewable> databasePasswords;

    private Secrets(
            Path directory,
            Renewable redisPassword,
            String patroniPassword,
            ZooKeeperSecrets zooKeeper,
            Map<DatabaseRole, Renewable> databasePasswords) {
        this.directory = directory;
        this.redisPassword = redisPassword;
        this.patroniPassword = patroniPassword;
        this.zooKeeper = zooKeeper;
        this.databasePasswords = databasePasswords;
    }

    /** Reads the secrets in the directory, and creates the missing ones. */
    public static Secrets open(Path directory) throws IOException {
        var store = storeIn(directory);
        var passwords = new EnumMap<DatabaseRole, Renewable>(DatabaseRole.class);
        for (var role : DatabaseRole.values()) {
            passwords.put(role, store.readOrCreateRenewable(role.roleName(), Secrets::password));
        }
        var redisPassword = store.readOrCreateRenewable(REDIS_PASSWORD, Secrets::password);
        var patroniPassword = store.readOrCreate(PATRONI_PASSWORD, Secrets::password);
        var zooKeeper = ZooKeeperSecrets.open(store, Secrets::password);
        var secrets = new Secrets(directory, redisPassword, patroniPassword, zooKeeper, passwords);
        var identities = new TreeMap<String, Renewable>();
        for (var owner : ServiceKeys.owners()) {
            identities.put(
                    owner, store.readOrCreateRenewable(IDENTITY + owner, ServiceKeys::generateKey));
        }
        var metrics = store.readOrCreateRenewable(METRICS, Secrets::password);
        secrets.writeTrees(
                store.readOrCreateRenewable(SIGNING_KEY, ServiceKeys::generateKey),
                new ServiceKeys(identities),
                metrics);
        secrets.writeTree("prometheus", Stream.of(Map.of(METRICS, metrics.current())));
        secrets.writeTree(
                "postgres",
                Stream.concat(
                        Arrays.stream(DatabaseRole.values())
                                .map(role ->
                                        Map.of(role.roleName(), secrets.databasePassword(role))),
                        Stream.of(
                                Map.of(PATRONI_PASSWORD, patroniPassword), zooKeeper.ofPatroni())));
        secrets.writeTree("zookeeper", Stream.of(zooKeeper.ofServers()));
        secrets.writeTree(
                "redis", Stream.of(both(REDIS_PASSWORD, "other-" + REDIS_PASSWORD, redisPassword)));
        return secrets;
    }

    /** The names of the secrets that can be rotated in steps, without downtime. */
    static List<String> renewable() {
        return Stream.concat(
                        Stream.of(
                                SIGNING_KEY,
                                REDIS_PASSWORD,
                                METRICS,
                                DatabaseRole.STORAGE.roleName(),
                                DatabaseRole.USERS.roleName(),
                                DatabaseRole.FEED.roleName(),
                                DatabaseRole.MOVE.roleName()),
                        Stream.concat(
                                ServiceKeys.owners().stream().map(owner -> IDENTITY + owner),
                                ZooKeeperSecrets.renewable()))
                .toList();
    }

    /** The generator of a new secret of that name. */
    static Supplier<String> maker(String name) {
        return name.equals(SIGNING_KEY) || name.startsWith(IDENTITY)
                ? ServiceKeys::generateKey
                : Secrets::password;
    }

    static SecretStore storeIn(Path directory) throws IOException {
        return new SecretStore(PrivateFiles.createDirectories(directory.resolve("launcher")));
    }

    /** The configuration tree of a service, by the name of its module. */
    public Path treeOf(String service) {
        return directory.resolve(service);
    }

    /** The password that Redis requires of all clients and of its own nodes. */
    public String redisPassword() {
        return redisPassword.current();
    }

    /** The password that authorizes a switchover of a shard. */
    public String patroniPassword() {
        return patroniPassword;
    }

    /**
     * The file of the users that ZooKeeper's servers accept, in the form of the JVM's login
     * configuration.
     */
    public Path zooKeeperLogins() {
        return treeOf("zookeeper").resolve(ZooKeeperSecrets.LOGINS);
    }

    /**
     * A password for ZooKeeper.
     *
     * @param name of a service; "patroni"; or "admin", which has all rights
     */
    public String zooKeeperPassword(String name) {
        return zooKeeper.password(name);
    }

    /** The password of a role in every shard's database. */
    public String databasePassword(DatabaseRole role) {
        return requireNonNull(databasePasswords.get(role)).current();
    }

    /**
     * A token with which the operator's tools may call a service's internal routes.
     *
     * @param directory of the secrets of a cluster
     */
    public static String operatorToken(Path directory, String service) throws IOException {
        var file = directory.resolve("launcher").resolve(IDENTITY + ServiceKeys.OPERATOR);
        return ServiceKeys.token(
                ServiceKeys.parse(Files.readString(file)),
                ServiceKeys.OPERATOR,
                service,
                Instant.now());
    }

    /**
     * The credential for the metrics of all services.
     *
     * @param directory of the secrets of a cluster
     */
    public static String metricsCredential(Path directory) throws IOException {
        return Files.readString(directory.resolve("launcher").resolve(METRICS));
    }

    private void writeTrees(Renewable signingKey, ServiceKeys identities, Renewable metrics)
            throws IOException {
        // Services get only the digest: they can verify the credential, but cannot present it to
        // one another.
        var metricsDigests =
                Map.of(
                        "rookery.identity.metrics-digests",
                        String.join(",", metrics.good().stream().map(Secrets::sha256).toList()));
        var verificationKeys =
                Map.of(
                        "rookery.security.token-verification-keys",
                        verificationKeys(signingKey.good()));
        writeTree(
                "gateway",
                Stream.of(
                        identities.propertiesOf("gateway"),
                        metricsDigests,
                        verificationKeys,
                        zooKeeper.ofService("gateway")));
        writeTree(
                "storage-service",
                Stream.of(
                        identities.propertiesOf("storage-service"),
                        metricsDigests,
                        zooKeeper.ofService("storage-service"),
                        databasePasswordsOf(DatabaseRole.STORAGE),
                        both(
                                "rookery.moves.password",
                                "rookery.moves.other-password",
                                requireNonNull(databasePasswords.get(DatabaseRole.MOVE))),
                        Map.of("rookery.probes.redis-password", redisPassword.current()),
                        Map.of("rookery.switchover.password", patroniPassword)));
        writeTree(
                "user-service",
                Stream.of(
                        identities.propertiesOf("user-service"),
                        metricsDigests,
                        zooKeeper.ofService("user-service"),
                        verificationKeys,
                        databasePasswordsOf(DatabaseRole.USERS),
                        Map.of("rookery.session.token-signing-key", signingKey.current())));
        writeTree(
                "feed-service",
                Stream.of(
                        identities.propertiesOf("feed-service"),
                        metricsDigests,
                        zooKeeper.ofService("feed-service"),
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

    /**
     * The files of the current and the other valid value. The second one always exists, so that
     * code that lists the files need not know of a rotation.
     */
    private static Map<String, String> both(String name, String otherName, Renewable secret) {
        return Map.of(name, secret.current(), otherName, secret.other());
    }

    /** Writes only files whose content changes, because a process may be reading them. */
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

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String verificationKeys(List<String> signingKeys) throws IOException {
        var keys = new ArrayList<JWK>();
        for (var key : signingKeys) {
            keys.add(ServiceKeys.parse(key).toPublicJWK());
        }
        return new JWKSet(keys).toString();
    }
}
