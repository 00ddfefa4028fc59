package io.rookery.feed.timeline;

import io.rookery.feed.redis.LaunchedRedis;
import io.rookery.feed.redis.RedisServers;
import java.nio.file.Path;

class TimelineStoreIT extends TimelineStoreContract {

    @Override
    RedisServers servers(Path directory) {
        return LaunchedRedis.start(directory);
    }
}
