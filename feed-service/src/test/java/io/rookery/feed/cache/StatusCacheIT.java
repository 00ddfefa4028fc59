package io.rookery.feed.cache;

import static io.rookery.feed.status.Visibility.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import io.rookery.feed.account.FakeUserService;
import io.rookery.feed.redis.TestRedis;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.StatusRows;
import io.rookery.feed.status.store.ReachableShards;
import io.rookery.feed.status.store.Statuses;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardClientSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class StatusCacheIT {

    private static final FakeUserService users = new FakeUserService();
    private static final long ada = users.addIn(TwoShards.FIRST, "ada");

    private static TestRedis redis;
    private static TwoShards shards;
    private static ShardClient client;
    private static FeedInstance instance;
    private static StatusCache cache;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        redis = TestRedis.start(directory.resolve("redis"));
        shards = TwoShards.start(directory.resolve("postgres"));
        instance = FeedInstance.start(shards, users);
        client =
                ShardClient.open(
                        shards.maps(),
                        ShardClientSettings.of("rookery_feed", "rookery"),
                        () -> Duration.ofSeconds(10));
        cache =
                new StatusCache(
                        redis.cluster(),
                        new Statuses(client, new ReachableShards(client)),
                        new StatusCacheSettings(Duration.ofMinutes(10)),
                        JsonMapper.builder().build());
    }

    @AfterAll
    static void stop() {
        instance.close();
        client.close();
        shards.close();
        redis.close();
    }

    @Test
    void readsFromTheShardsOnce() {
        // A new cluster's epochs are not known at first. Until then, nothing is cached.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> {
                    long id = publish("once");
                    assertThat(textOf(id)).isEqualTo("once");
                    shards.admin(TwoShards.FIRST)
                            .sql("update feed.status set text = 'changed' where id = " + id)
                            .update();
                    assertThat(textOf(id)).isEqualTo("once");
                });
    }

    @Test
    void neverGoesBackToAnOlderVersion() {
        StatusRow row = StatusRows.row(77_001, ada, PUBLIC);
        cache.changed(StatusRows.version(row, 3, "third"));
        cache.changed(StatusRows.version(row, 2, "second"));
        assertThat(textOf(row.id())).isEqualTo("third");
        cache.changed(StatusRows.version(row, 4, "fourth"));
        assertThat(textOf(row.id())).isEqualTo("fourth");
    }

    @Test
    void neverShowsAgainWhatWasRemoved() {
        StatusRow row = StatusRows.row(77_002, ada, PUBLIC);
        cache.changed(StatusRows.version(row, 1, "first"));
        cache.removed(row.id());
        cache.changed(StatusRows.version(row, 2, "second"));
        assertThat(cache.byIds(List.of(row.id()))).isEmpty();
    }

    @Test
    void readsFromTheShardsWhatRedisHasInAnotherFormat() {
        long id = publish("before");
        assertThat(textOf(id)).isEqualTo("before");
        shards.admin(TwoShards.FIRST)
                .sql("update feed.status set text = 'after' where id = " + id)
                .update();
        redis.overwrite("status:{" + id + '}', 19, "99");
        assertThat(textOf(id)).isEqualTo("after");
    }

    @Test
    void distrustsWhatWasWrittenUnderAnotherPrimary() {
        long id = publish("before");
        assertThat(textOf(id)).isEqualTo("before");
        shards.admin(TwoShards.FIRST)
                .sql("update feed.status set text = 'after' where id = " + id)
                .update();
        redis.killPrimaryOf("status:{" + id + '}');
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(textOf(id)).isEqualTo("after"));
    }

    private static long publish(String text) {
        return Long.parseLong(instance.as(ada).publish(text).path("id").asString());
    }

    private static String textOf(long id) {
        Map<Long, StatusRow> found = cache.byIds(List.of(id));
        assertThat(found).containsKey(id);
        return found.values().iterator().next().content().text();
    }
}
