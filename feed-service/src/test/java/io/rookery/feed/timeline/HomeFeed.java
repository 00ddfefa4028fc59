package io.rookery.feed.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.Api;
import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import io.rookery.feed.account.FakeUserService;
import io.rookery.feed.redis.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Two instances of the whole feed-service on two shards and a Redis Cluster, started once for all
 * tests that use them. Each test creates its own accounts.
 */
final class HomeFeed implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String HOME = "/api/v1/timelines/home";

    /** Capacity of a timeline in Redis. It is small, so that the tests exceed it. */
    static final int CAPACITY = 32;

    final FakeUserService users = new FakeUserService();
    final TestRedis redis;
    final TwoShards shards;
    final FeedInstance one;
    final FeedInstance other;

    private HomeFeed(Path directory) throws IOException {
        redis = TestRedis.start(directory.resolve("redis"));
        shards = TwoShards.start(directory.resolve("postgres"));
        one = instance();
        other = instance();
    }

    private FeedInstance instance() {
        return FeedInstance.startWhole(
                shards,
                users,
                "--spring.data.redis.cluster.nodes=" + String.join(",", redis.hosts()),
                "--spring.data.redis.password=rookery",
                "--rookery.timelines.capacity=" + CAPACITY,
                "--rookery.redis.write-probe=200ms",
                "--rookery.timelines.large-authors-fresh-for=50ms");
    }

    @Override
    public void close() {
        one.close();
        other.close();
        shards.close();
        redis.close();
    }

    /** Returns the whole home timeline. Reads pages of seven statuses. */
    List<String> home(FeedInstance instance, long account) {
        Api reader = instance.as(account);
        List<String> all = new ArrayList<>();
        String query = "?limit=7";
        while (true) {
            List<String> page = reader.get(HOME + query).ids();
            all.addAll(page);
            if (page.size() < 7) {
                return all;
            }
            query = "?limit=7&max_id=" + page.getLast();
        }
    }

    void awaitHome(long account, List<String> expected) {
        for (FeedInstance instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(home(instance, account)).isEqualTo(expected));
        }
    }

    long person(String name, int slot) {
        return users.addIn(slot, name);
    }

    String publish(FeedInstance instance, long author, String... fields) {
        String[] more = Arrays.copyOfRange(fields, 1, fields.length);
        return instance.as(author).publish(fields[0], more).path("id").asString();
    }

    String boost(long account, String status) {
        return one.as(account)
                .post("/api/v1/statuses/" + status + "/reblog")
                .ok()
                .path("id")
                .asString();
    }

    void follow(long follower, long followee) {
        users.follow(follower, followee);
        invalidate(follower);
    }

    void unfollow(long follower, long followee) {
        users.unfollow(follower, followee);
        invalidate(follower);
    }

    /**
     * Announces a changed follow, so that the home timeline is rebuilt. Retries until the notice is
     * accepted, which takes a moment if Redis has just restarted.
     */
    void invalidate(long account) {
        await().atMost(PATIENCE)
                .until(() ->
                        one.asService()
                                        .tell(
                                                "/internal/follows",
                                                "follower_id",
                                                Long.toString(account),
                                                "followee_id",
                                                "5")
                                        .status()
                                == 204);
    }

    /** Announces the end of a follow, as user-service does. */
    void ended(long follower, long followee) {
        assertThat(
                        one.asService()
                                .tell(
                                        "/internal/follows",
                                        "follower_id",
                                        Long.toString(follower),
                                        "followee_id",
                                        Long.toString(followee),
                                        "state",
                                        "ended",
                                        "version",
                                        Long.toString(follower))
                                .status())
                .isEqualTo(204);
    }

    /** JUnit extension that passes the feed to tests. */
    static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == HomeFeed.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(HomeFeed.class, _ -> started(), HomeFeed.class);
        }

        private static HomeFeed started() {
            try {
                return new HomeFeed(Files.createTempDirectory("home"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
