package io.rookery.feed.redis;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisPipelineClientIT {

    @Test
    void outlivesItsClientWhileNodesAreUnavailable(@TempDir Path directory) {
        try (TestRedis redis = TestRedis.start(directory)) {
            redis.killAll();
            redis.stopClient();

            assertThatCode(() -> probe(redis.cluster())).doesNotThrowAnyException();
        }
    }

    private static void probe(RedisPipelineClient redis) {
        redis.probe(List.of(redis.pipeline().probe("key")));
    }
}
