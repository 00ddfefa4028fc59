package io.rookery.launcher.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * A name with its password, which opens ZooKeeper to whoever looks at a platform from outside.
 *
 * @param name such as "storage-service"
 */
public record ZooKeeperLogin(String name, String password) {

    private static final String LONGEST_REQUEST_MILLIS = "10000";
    private static final Contexts CONTEXTS = new Contexts();

    /**
     * Begins to connect; the caller closes what it gets.
     *
     * @param servers such as "127.0.0.1:3270"
     */
    public ZooKeeperConnection connect(String servers, Duration sessionTimeout) throws IOException {
        return new ZooKeeperConnection(
                new ZooKeeper(
                        servers,
                        Math.toIntExact(sessionTimeout.toMillis()),
                        _ -> {},
                        configuration()));
    }

    /** What a client needs to log in so. */
    public ZKClientConfig configuration() {
        String context = CONTEXTS.add(this);
        var config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, LONGEST_REQUEST_MILLIS);
        config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, context);
        config.setProperty(ZKClientConfig.ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME, "false");
        // It would leave no way to log in with a password.
        config.setProperty("zookeeper.fips-mode", "false");
        return config;
    }

    @Override
    public String toString() {
        return "ZooKeeperLogin[" + name + "]";
    }

    /** ZooKeeper's client asks the whole JVM's configuration, which is usually a file. */
    private static final class Contexts extends Configuration {

        private final Map<ZooKeeperLogin, String> names = new ConcurrentHashMap<>();
        private final Map<String, ZooKeeperLogin> logins = new ConcurrentHashMap<>();

        String add(ZooKeeperLogin login) {
            Configuration.setConfiguration(this);
            String name = names.computeIfAbsent(login, _ -> "Login-" + UUID.randomUUID());
            logins.put(name, login);
            return name;
        }

        @Override
        public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String name) {
            var login = logins.get(name);
            if (login == null) {
                return null;
            }
            return new AppConfigurationEntry[] {
                new AppConfigurationEntry(
                        DigestLoginModule.class.getName(),
                        LoginModuleControlFlag.REQUIRED,
                        Map.of("username", login.name(), "password", login.password()))
            };
        }
    }
}
