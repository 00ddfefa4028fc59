package io.rookery.feed.timeline;

import io.rookery.feed.cache.LaunchedRedis;
import io.rookery.feed.cache.RedisServers;
import java.nio.file.Path;

class TimelineFaultsIT extends TimelineFaultsContract {

    @Override
    RedisServers servers(Path directory, int basePort) {
        return LaunchedRedis.start(directory, basePort);
    }
}
