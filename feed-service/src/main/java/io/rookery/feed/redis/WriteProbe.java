package io.rookery.feed.redis;

import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.rookery.worker.WorkerThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes to each primary periodically, to detect nodes that answer but refuse writes: because they
 * are full, lack replicas or are paused. Such a node looks healthy to an instance that only reads,
 * and its stale data would be shown.
 */
final class WriteProbe {

    /** Bounds the search for a key of one of the primary's slots. */
    private static final int MOST_KEYS_TRIED = 100_000;

    private final RedisPipelineClient redis;
    private final Duration every;
    private final CountDownLatch stopped = new CountDownLatch(1);

    WriteProbe(RedisPipelineClient redis, Duration every) {
        this.redis = redis;
        this.every = every;
    }

    void start() {
        WorkerThread.of("redis-write-probe", every, this::probeUntilStopped).start();
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
        List<CommandResult<?>> replies = new ArrayList<>();
        Pipeline pipeline = redis.pipeline();
        for (RedisClusterNode primary : redis.primaries()) {
            String key = keyOf(primary);
            if (!key.isEmpty()) {
                replies.add(pipeline.probe(key));
            }
        }
        redis.probe(replies);
    }

    /** A key in one of the primary's slots; empty when it has none, or the search finds none. */
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
