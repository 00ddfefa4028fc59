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
 * Logins of this process, kept in memory. ZooKeeper's client looks for its name and password in the
 * login configuration of the whole JVM, which is usually a file that holds them.
 */
final class LoginContexts extends Configuration {

    /**
     * An answer that has not come by then does not come: its caller tries again, on another server.
     */
    private static final String LONGEST_REQUEST_MILLIS = "5000";

    private static final LoginContexts OURS = new LoginContexts(existing());

    private final @Nullable Configuration others;
    private final Map<String, AppConfigurationEntry> entries = new ConcurrentHashMap<>();

    private LoginContexts(@Nullable Configuration others) {
        this.others = others;
    }

    /** The name under which a client finds its login, once it is {@link #put}. */
    static String newName() {
        Configuration.setConfiguration(OURS);
        return "Rookery-" + UUID.randomUUID();
    }

    /** Has the client of that name log in so from now on. */
    static void put(String context, String name, String password) {
        OURS.entries.put(
                context,
                new AppConfigurationEntry(
                        DigestLoginModule.class.getName(),
                        LoginModuleControlFlag.REQUIRED,
                        Map.of("username", name, "password", password)));
    }

    /** What a client needs that logs in by SASL (DIGEST-MD5: the password itself is never sent). */
    static ZKClientConfig login(String context) {
        ZKClientConfig config = withoutEndlessWaits();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "true");
        config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, context);
        // Nobody has to be asked for the name of an address, least of all on each connection.
        config.setProperty(ZKClientConfig.ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME, "false");
        // It would leave no way to log in with a password.
        config.setProperty("zookeeper.fips-mode", "false");
        return config;
    }

    /** What a client needs that does not log in. */
    static ZKClientConfig none() {
        ZKClientConfig config = withoutEndlessWaits();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        return config;
    }

    /** Of its own accord the client waits for an answer for as long as the connection lasts. */
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
            return null; // none is configured, which is told so
        }
    }
}
