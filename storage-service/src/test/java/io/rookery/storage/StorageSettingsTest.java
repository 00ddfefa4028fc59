package io.rookery.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StorageSettingsTest {

    @EnableConfigurationProperties(StorageSettings.class)
    static class Application {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Application.class);

    @Test
    void haveTheseDefaults() {
        runner.withPropertyValues(
                        "rookery.storage.shards[0].name=shard-0",
                        "rookery.storage.shards[0].hosts=127.0.0.1:3210,127.0.0.1:3211")
                .run(context -> {
                    StorageSettings settings = context.getBean(StorageSettings.class);
                    assertThat(settings.interval()).isEqualTo(Duration.ofMillis(500));
                    assertThat(settings.calmInterval()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(settings.requiredServices())
                            .containsExactlyInAnyOrder(
                                    "user-service", "feed-service", "storage-service");
                    assertThat(settings.joiningShards())
                            .containsExactly(
                                    new Shard(
                                            "shard-0",
                                            List.of("127.0.0.1:3210", "127.0.0.1:3211"),
                                            "rookery",
                                            1,
                                            ShardState.JOINING));
                });
    }

    @Test
    void needAShard() {
        runner.run(context -> assertThat(context).hasFailed());
    }

    @Test
    void refuseAKeyThatTheyDoNotKnow() {
        runner.withPropertyValues(
                        "rookery.storage.shards[0].name=shard-0",
                        "rookery.storage.shards[0].hosts=127.0.0.1:3210",
                        "rookery.storage.shard-count=2")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void refuseOneNameForTwoShards() {
        StorageSettings.DeclaredShard shard =
                new StorageSettings.DeclaredShard(
                        "shard-0", List.of("h:1"), "rookery", 1, List.of());
        StorageSettings settings =
                new StorageSettings(
                        List.of(shard, shard),
                        Set.of("user-service"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
        assertThatThrownBy(settings::joiningShards).isInstanceOf(IllegalArgumentException.class);
    }
}
