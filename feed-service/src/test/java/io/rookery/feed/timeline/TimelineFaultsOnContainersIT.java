package io.rookery.feed.timeline;

import io.rookery.feed.redis.RedisContainer;
import io.rookery.feed.redis.RedisServers;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "io.rookery.feed.redis.RedisContainer#isPossible",
        disabledReason = RedisContainer.IMPOSSIBLE)
class TimelineFaultsOnContainersIT extends TimelineFaultsContract {

    @Override
    RedisServers servers(Path directory) {
        return RedisContainer.start();
    }
}
