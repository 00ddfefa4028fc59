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
 * A name and password with which tools outside the platform log in to its ZooKeeper.
 *
 * @param name such as "storage-service"
 */
public record ZooKeeperLogin(String name, String password) {

    private static final String LONGEST_REQUEST_MILLIS = "10000";
    private static final Contexts CONTEXTS = new Contexts();

    /**
     * Starts to connect. The caller closes the result.
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

    /** The client configuration for this login. */
    public ZKClientConfig configuration() {
        String context = CONTEXTS.add(this);
        var config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, LONGEST_REQUEST_MILLIS);
        config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, context);
        config.setProperty(ZKClientConfig.ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME, "false");
        // FIPS mode would leave no way to log in with a password.
        config.setProperty("zookeeper.fips-mode", "false");
        return config;
    }

    @Override
    public String toString() {
        return "ZooKeeperLogin[" + name + "]";
    }

    /**
     * The login configuration of the whole JVM, where ZooKeeper's client looks up its login.
     * Usually it is a file.
     */
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
