package io.rookery.launcher.secret;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The passwords of ZooKeeper's users: each service, Patroni, the servers themselves, and an
 * administrator with all rights.
 */
record ZooKeeperSecrets(Map<String, Renewable> passwords) {

    /** A name with all rights, which no process of the platform uses. */
    static final String ADMIN = "admin";

    static final String PATRONI = "patroni";
    static final String LOGINS = "logins.conf";

    /** The name with which the servers log in to one another. */
    private static final String SERVERS = "quorum";

    private static final List<String> SERVICES =
            List.of("gateway", "user-service", "feed-service", "storage-service");
    private static final List<String> CLIENTS =
            Stream.concat(SERVICES.stream(), Stream.of(PATRONI, ADMIN)).toList();
    private static final String MODULE = "org.apache.zookeeper.server.auth.DigestLoginModule";

    static ZooKeeperSecrets open(SecretStore store, Supplier<String> make) throws IOException {
        var passwords = new LinkedHashMap<String, Renewable>();
        for (var name : CLIENTS) {
            passwords.put(name, store.readOrCreateRenewable(fileOf(name), make));
        }
        passwords.put(SERVERS, store.readOrCreateRenewable(fileOf(SERVERS), make));
        return new ZooKeeperSecrets(Map.copyOf(passwords));
    }

    /**
     * The names of the secrets that can be rotated without downtime. Services try two passwords,
     * while servers know one.
     */
    static Stream<String> renewable() {
        return SERVICES.stream().map(ZooKeeperSecrets::fileOf);
    }

    private static String fileOf(String name) {
        return "zookeeper-" + name;
    }

    String password(String name) {
        return requireNonNull(passwords.get(name)).current();
    }

    /** The files for a service's configuration tree. */
    Map<String, String> ofService(String service) {
        return Map.of(
                "rookery.zookeeper.password",
                password(service),
                "rookery.zookeeper.other-password",
                requireNonNull(passwords.get(service)).other());
    }

    /** The file for Patroni. */
    Map<String, String> ofPatroni() {
        return Map.of("zookeeper-password", password(PATRONI));
    }

    /**
     * The servers' file: the clients that they accept, and the logins of the servers to one another
     * and of their tools.
     */
    Map<String, String> ofServers() {
        var clients =
                CLIENTS.stream()
                        .map(name -> user(name, password(name)))
                        .collect(Collectors.joining(" "));
        var servers = password(SERVERS);
        return Map.of(
                LOGINS,
                section("Server", clients)
                        + section("QuorumServer", user(SERVERS, servers))
                        + section("QuorumLearner", login(SERVERS, servers))
                        + section("Client", login(ADMIN, password(ADMIN))));
    }

    private static String section(String name, String options) {
        return "%s { %s required %s; };%n".formatted(name, MODULE, options);
    }

    private static String user(String name, String password) {
        return "user_%s=\"%s\"".formatted(name, password);
    }

    private static String login(String name, String password) {
        return "username=\"%s\" password=\"%s\"".formatted(name, password);
    }

    @Override
    public String toString() {
        return "ZooKeeperSecrets[…]";
    }
}
