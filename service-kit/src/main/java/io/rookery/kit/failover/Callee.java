package io.rookery.kit.failover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How this instance has fared with one that it calls, since it started.
 *
 * @param service the service that the instance belongs to
 * @param address {@code host:port}, the instance's identifier
 * @param errors attempts without an answer, and answers that were failures of the instance's own
 * @param slow answers that took longer than an instance may be silent before it is probed
 * @param lastAnswered when it last answered, whatever it said; null before it ever has
 * @param passedOver whether it gets no requests at present
 */
public record Callee(
        String service,
        String address,
        long errors,
        long slow,
        @Nullable Instant lastAnswered,
        boolean passedOver) {}
