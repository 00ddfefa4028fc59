package io.rookery.feed.cache;

import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.rookery.kit.thread.LastingWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes something to each primary every so often. A node that answers and takes no writes, because
 * it is full, lacks replicas or is paused, would else look well to an instance that only reads from
 * it, and what it has would be shown however old it is.
 */
final class WriteProbe {

    /** A primary has slots in plenty, or hardly any. */
    private static final int MOST_KEYS_TRIED = 100_000;

    private final RedisCluster redis;
    private final Duration every;
    private final CountDownLatch stopped = new CountDownLatch(1);

    WriteProbe(RedisCluster redis, Duration every) {
        this.redis = redis;
        this.every = every;
    }

    void start() {
        LastingWork.thread("redis-write-probe", every, this::probeUntilStopped).start();
    }

    void stop() {
        stopped.countDown();
    }

    private void probeUntilStopped() throws InterruptedException {
        while (!stopped.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
            probe();
        }
    }

    private void probe() {
        List<Reply<?>> replies = new ArrayList<>();
        Pipeline pipeline = redis.pipeline();
        for (RedisClusterNode primary : redis.primaries()) {
            String key = keyOf(primary);
            if (!key.isEmpty()) {
                replies.add(pipeline.probe(key));
            }
        }
        redis.probe(replies);
    }

    /** A key of one of its slots; none when it has none. */
    private static String keyOf(RedisClusterNode primary) {
        if (primary.getSlots().isEmpty()) {
            return "";
        }
        for (int i = 0; i < MOST_KEYS_TRIED; i++) {
            String key = "probe:" + i;
            if (primary.hasSlot(SlotHash.getSlot(key))) {
                return key;
            }
        }
        return "";
    }
}
