package io.rookery.kit.zookeeper;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the logins of this process in memory. ZooKeeper's client reads its name and password from
 * the JVM-wide login configuration, which is usually a file that contains them.
 */
final class LoginContexts extends Configuration {

    /**
     * The request timeout. A later answer does not come any more: the caller retries, on another
     * server.
     */
    private static final String LONGEST_REQUEST_MILLIS = "5000";

    private static final LoginContexts OURS = new LoginContexts(existing());

    private final @Nullable Configuration others;
    private final Map<String, AppConfigurationEntry> entries = new ConcurrentHashMap<>();

    private LoginContexts(@Nullable Configuration others) {
        this.others = others;
    }

    /** Returns a new name, under which a client finds its login once it is {@link #put}. */
    static String newName() {
        Configuration.setConfiguration(OURS);
        return "Rookery-" + UUID.randomUUID();
    }

    /** Sets the login that the client of that name uses from now on. */
    static void put(String context, String name, String password) {
        OURS.entries.put(
                context,
                new AppConfigurationEntry(
                        DigestLoginModule.class.getName(),
                        LoginModuleControlFlag.REQUIRED,
                        Map.of("username", name, "password", password)));
    }

    /**
     * Returns the settings of a client that logs in by SASL (DIGEST-MD5: the password itself is
     * never sent).
     */
    static ZKClientConfig login(String context) {
        ZKClientConfig config = withoutEndlessWaits();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "true");
        config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, context);
        // No reverse DNS lookup is needed, least of all on each connection.
        config.setProperty(ZKClientConfig.ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME, "false");
        // FIPS mode would leave no way to log in with a password.
        config.setProperty("zookeeper.fips-mode", "false");
        return config;
    }

    /** Returns the settings of a client that does not log in. */
    static ZKClientConfig none() {
        ZKClientConfig config = withoutEndlessWaits();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        return config;
    }

    /**
     * Sets the request timeout. By default the client waits for an answer for as long as the
     * connection lasts.
     */
    private static ZKClientConfig withoutEndlessWaits() {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, LONGEST_REQUEST_MILLIS);
        return config;
    }

    @Override
    public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String name) {
        AppConfigurationEntry entry = entries.get(name);
        if (entry != null) {
            return new AppConfigurationEntry[] {entry};
        }
        return others == null ? null : others.getAppConfigurationEntry(name);
    }

    private static @Nullable Configuration existing() {
        try {
            return Configuration.getConfiguration();
        } catch (SecurityException e) {
            return null; // thrown when none is configured
        }
    }
}
