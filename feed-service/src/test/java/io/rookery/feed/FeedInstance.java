package io.rookery.feed;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.rookery.feed.account.FakeUserService;
import io.rookery.feed.account.NoAccountUpdates;
import io.rookery.feed.event.FeedEvent.HomeFanout;
import io.rookery.feed.event.FeedEvent.HomeRemoval;
import io.rookery.feed.event.FeedEvent.Notify;
import io.rookery.feed.event.FeedEvent.NotifyUndone;
import io.rookery.feed.event.FeedEvent.PublicFanout;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.identity.InternalRoutes;
import io.rookery.kit.security.RevocationSource;
import io.rookery.kit.security.RevocationSource.Revocations;
import io.rookery.kit.shard.CorrectedClock;
import io.rookery.launcher.port.FreePorts;
import io.rookery.launcher.secret.CallerTrial;
import io.rookery.launcher.secret.ServiceKeys;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardClientSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * A feed-service for tests, on its own port: the whole service, or only the parts that need just
 * Postgres. In the second case, events for the other parts are recorded.
 */
public final class FeedInstance implements AutoCloseable {

    private static final ECKey SIGNING_KEY = signingKey();
    private static final ServiceKeys SERVICE_KEYS = ServiceKeys.generate();
    private static final List<String> OTHER_KINDS =
            List.of(
                    HomeFanout.KIND,
                    HomeRemoval.KIND,
                    PublicFanout.KIND,
                    Notify.KIND,
                    NotifyUndone.KIND);

    private final ServletWebServerApplicationContext context;
    private final ShardClient shards;
    private final Queue<OutboxEvent> events;

    private FeedInstance(
            ServletWebServerApplicationContext context,
            ShardClient shards,
            Queue<OutboxEvent> events) {
        this.context = context;
        this.shards = shards;
        this.events = events;
    }

    public static FeedInstance start(TwoShards twoShards, FakeUserService users) {
        ShardClient shards =
                ShardClient.open(
                        twoShards.maps(),
                        ShardClientSettings.of("rookery_feed", "rookery"),
                        () -> Duration.ofSeconds(10));
        Queue<OutboxEvent> events = new ConcurrentLinkedQueue<>();
        var context =
                (ServletWebServerApplicationContext)
                        new SpringApplicationBuilder(Parts.class)
                                .initializers(one -> {
                                    var beans = one.getBeanFactory();
                                    beans.registerSingleton("shardClient", shards);
                                    beans.registerSingleton("userService", users);
                                    beans.registerSingleton("accountNews", new NoAccountUpdates());
                                    for (String kind : OTHER_KINDS) {
                                        beans.registerSingleton(
                                                kind, new EventRecorder(kind, events));
                                    }
                                })
                                .properties(properties())
                                .run();
        return new FeedInstance(context, shards, events);
    }

    /**
     * Starts the whole service, except user-service and ZooKeeper, which are replaced.
     *
     * @param arguments settings, as {@code --name=value}
     */
    public static FeedInstance startWhole(
            TwoShards twoShards, FakeUserService users, String... arguments) {
        ShardClient shards =
                ShardClient.open(
                        twoShards.maps(),
                        ShardClientSettings.of("rookery_feed", "rookery"),
                        () -> Deadline.current().remaining());
        var context =
                (ServletWebServerApplicationContext)
                        new SpringApplicationBuilder(Whole.class)
                                .initializers(one -> {
                                    var beans = one.getBeanFactory();
                                    beans.registerSingleton("shardClient", shards);
                                    beans.registerSingleton("userService", users);
                                })
                                .properties(properties())
                                .run(arguments);
        return new FeedInstance(context, shards, new ConcurrentLinkedQueue<>());
    }

    /** Starts the whole service as {@link #startWhole} does, with Redis out of reach. */
    public static FeedInstance startWithoutRedis(TwoShards twoShards, FakeUserService users) {
        return startWhole(
                twoShards,
                users,
                "--spring.data.redis.cluster.nodes=127.0.0.1:" + FreePorts.reserve(1));
    }

    private static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(SERVICE_KEYS.propertiesOf("feed-service"));
        properties.put("server.port", "0");
        properties.put(
                "rookery.security.token-verification-keys",
                new JWKSet(SIGNING_KEY.toPublicJWK()).toString());
        properties.put("spring.jackson.property-naming-strategy", "SNAKE_CASE");
        properties.put("spring.cloud.zookeeper.enabled", "false");
        properties.put("spring.cloud.discovery.enabled", "false");
        return properties;
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T part(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** Returns the recorded events of a kind, for parts that do not run here. */
    public List<OutboxEvent> events(String kind) {
        return events.stream().filter(event -> event.kind().equals(kind)).toList();
    }

    /** Returns a client for the account. */
    public Api as(long account) {
        return as(account, "read write follow");
    }

    public Api as(long account, String scopes) {
        return new Api(port(), token(Long.toString(account), scopes));
    }

    /** Returns a client that is not signed in. */
    public Api asNobody() {
        return new Api(port(), "");
    }

    /** Returns a client that authenticates as user-service. */
    public Api asService() {
        return new Api(port(), SERVICE_KEYS.token("user-service", "feed-service"));
    }

    /** Tries all internal paths and returns which callers each one accepts. */
    public List<String> lettingIn() throws IOException, InterruptedException {
        return new CallerTrial(
                        URI.create("http://127.0.0.1:" + port()), "feed-service", SERVICE_KEYS)
                .lettingIn(part(InternalRoutes.class).allowed().keySet());
    }

    private int port() {
        return requireNonNull(context.getWebServer()).getPort();
    }

    private static String token(String account, String scopes) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.ES256)
                                    .keyID(SIGNING_KEY.getKeyID())
                                    .build(),
                            new JWTClaimsSet.Builder()
                                    .subject(account)
                                    .claim("cid", "test")
                                    .claim("scp", scopes)
                                    .jwtID("1")
                                    .build());
            token.sign(new ECDSASigner(SIGNING_KEY));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey signingKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        shards.close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "io.rookery.kit.balancing.LoadBalancingAutoConfiguration",
                "io.rookery.kit.discovery.DiscoveryAutoConfiguration",
                "io.rookery.kit.zookeeper.ZooKeeperClientAutoConfiguration",
                "io.rookery.kit.shard.ShardAutoConfiguration",
                "io.rookery.kit.client.InternalClientsAutoConfiguration",
                "io.rookery.kit.failover.FailoverAutoConfiguration",
                "io.rookery.kit.revocation.RevocationAutoConfiguration",
                "io.rookery.kit.vitals.InstanceStatusAutoConfiguration",
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration"
            })
    @ComponentScan(
            basePackages = {
                "io.rookery.feed.account",
                "io.rookery.feed.boost",
                "io.rookery.feed.event",
                "io.rookery.feed.favourite",
                "io.rookery.feed.search",
                "io.rookery.feed.status",
                "io.rookery.feed.tag"
            },
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = {
                                ".*\\.UserServiceConfiguration",
                                ".*\\.AccountChanges",
                                ".*\\.account\\.AccountChangeController"
                            }))
    static class Parts extends Beans {}

    /** Beans that replace the rest of the platform. */
    static class Beans {

        @Bean
        InstantSource instantSource() {
            return InstantSource.system();
        }

        @Bean
        CorrectedClock correctedClock(InstantSource clock, ShardClient shards) {
            return new CorrectedClock(clock, shards::time);
        }

        @Bean
        IdGenerator idGenerator(CorrectedClock clock) {
            return new IdGenerator(clock::instant);
        }

        @Bean
        RevocationSource revocationSource() {
            return (cursor, limit) -> new Revocations(List.of(), cursor);
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "io.rookery.kit.balancing.LoadBalancingAutoConfiguration",
                "io.rookery.kit.discovery.DiscoveryAutoConfiguration",
                "io.rookery.kit.zookeeper.ZooKeeperClientAutoConfiguration",
                "io.rookery.kit.shard.ShardAutoConfiguration",
                "io.rookery.kit.client.InternalClientsAutoConfiguration",
                "io.rookery.kit.failover.FailoverAutoConfiguration",
                "io.rookery.kit.revocation.RevocationAutoConfiguration",
                "io.rookery.kit.vitals.InstanceStatusAutoConfiguration",
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration"
            })
    @ComponentScan(
            basePackages = "io.rookery.feed",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern =
                                    ".*\\.(UserServiceConfiguration|FeedServiceApplication"
                                            + "|FeedInstance.*)"))
    static class Whole extends Beans {}
}
