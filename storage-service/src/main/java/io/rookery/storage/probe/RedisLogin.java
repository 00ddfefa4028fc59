package io.rookery.storage.probe;

import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import redis.clients.jedis.DefaultJedisClientConfig;

/**
 * How Redis nodes are asked.
 *
 * @param password what they want to hear of everybody; empty for nothing
 * @param trusted which servers are believed; null when nothing is encrypted
 */
public record RedisLogin(String password, @Nullable SslBundle trusted) {

    /**
     * @throws org.springframework.boot.ssl.NoSuchSslBundleException if the settings name a bundle
     *     that there is not
     */
    public static RedisLogin of(ProbeSettings settings, SslBundles bundles) {
        String bundle = settings.redisTlsBundle();
        return new RedisLogin(
                settings.redisPassword(), bundle.isEmpty() ? null : bundles.getBundle(bundle));
    }

    /** The same for a client that waits so long for an answer. */
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
