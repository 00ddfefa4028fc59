package io.rookery.kit.failover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the requests from this instance to another one, since this one started.
 *
 * @param service the service that the instance belongs to
 * @param address {@code host:port}, the instance's identifier
 * @param errors attempts without an answer, plus answers that were the instance's own failures
 * @param slow answers that took longer than an instance may be silent before it is probed
 * @param lastAnswered when the instance last answered, with whatever status; null if it never has
 * @param passedOver whether the instance is ejected at present
 */
public record UpstreamStats(
        String service,
        String address,
        long errors,
        long slow,
        @Nullable Instant lastAnswered,
        boolean passedOver) {}
