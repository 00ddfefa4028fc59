package io.rookery.storage.monitoring.probe;

import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import redis.clients.jedis.DefaultJedisClientConfig;

/**
 * Credentials and encryption of connections to Redis nodes.
 *
 * @param password password of the nodes; empty for none
 * @param trusted which server certificates are trusted; null without encryption
 */
record RedisLogin(String password, @Nullable SslBundle trusted) {

    /**
     * Creates the login that the settings describe.
     *
     * @throws org.springframework.boot.ssl.NoSuchSslBundleException if the settings name an SSL
     *     bundle that does not exist
     */
    static RedisLogin of(ProbeSettings settings, SslBundles bundles) {
        String bundle = settings.redisTlsBundle();
        return new RedisLogin(
                settings.redisPassword(), bundle.isEmpty() ? null : bundles.getBundle(bundle));
    }

    /**
     * Returns the configuration of a client with this timeout for connecting and for each answer.
     */
    DefaultJedisClientConfig toClientConfig(int timeoutMillis) {
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder()
                        .password(password.isEmpty() ? null : password)
                        .connectionTimeoutMillis(timeoutMillis)
                        .socketTimeoutMillis(timeoutMillis);
        if (trusted != null) {
            SSLParameters parameters = new SSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            config.ssl(true)
                    .sslSocketFactory(trusted.createSslContext().getSocketFactory())
                    .sslParameters(parameters);
        }
        return config.build();
    }

    @Override
    public String toString() {
        return trusted == null ? "a password" : "a password, encrypted";
    }
}
