package io.rookery.feed.timeline;

import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.error.ApiException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** Limits the concurrent timeline reads from the shards, as each of them may query every shard. */
class ShardReads {

    private final Semaphore permits;
    private final Duration patience;

    ShardReads(TimelineSettings settings) {
        this.permits = new Semaphore(settings.shardReads(), true);
        this.patience = settings.waitForShardRead();
    }

    /**
     * Runs the read when a permit is available; permits are granted in order of arrival.
     *
     * @throws ApiException 503 when none is available in time
     */
    <T> T run(Supplier<T> read) {
        if (!acquire()) {
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE, "The service is busy, try again in a moment");
        }
        try {
            return read.get();
        } finally {
            permits.release();
        }
    }

    private boolean acquire() {
        Duration remaining = Deadline.current().remaining();
        Duration wait = remaining.compareTo(patience) < 0 ? remaining : patience;
        try {
            return permits.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
