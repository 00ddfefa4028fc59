package io.rookery.kit.body;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of reading requests. Slow and incomplete requests must not affect other ones.
 *
 * @param largest bodies above this size are refused with 413
 * @param largestOfDelete the same for DELETE, which needs no body; GET and HEAD may have none at
 *     all
 * @param memory limit for all bodies in memory together; a body that does not fit is refused with
 *     503. The default is a quarter of the heap
 * @param silence how long a client may pause within a request
 * @param head timeout for the request head: request line and headers
 * @param headers maximum number of header lines
 * @param longest timeout for the body
 * @param grace how long a body may arrive more slowly than the minimum rate
 * @param minRate minimum average rate after the grace period, in bytes per second
 * @param waiting maximum number of bodies that are arriving at a time
 */
@Validated
@ConfigurationProperties(value = "rookery.body", ignoreUnknownFields = false)
record BodySettings(
        @NotNull @DefaultValue("1MB") DataSize largest,
        @NotNull @DefaultValue("16KB") DataSize largestOfDelete,
        @Nullable DataSize memory,
        @DurationMin(millis = 1) @NotNull @DefaultValue("5s") Duration silence,
        @DurationMin(millis = 1) @NotNull @DefaultValue("10s") Duration head,
        @Positive @DefaultValue("128") int headers,
        @DurationMin(millis = 1) @NotNull @DefaultValue("20s") Duration longest,
        @DurationMin @NotNull @DefaultValue("5s") Duration grace,
        @NotNull @DefaultValue("16KB") DataSize minRate,
        @Positive @DefaultValue("1000") int waiting) {

    private static final int SHARE_OF_HEAP = 4;
    private static final long LARGEST_ARRAY = 1L << 30;

    @AssertTrue(message = "largest must be between largest-of-delete and half of memory (max. 1GB)")
    boolean isLargestInOrder() {
        return largest.toBytes() <= LARGEST_ARRAY
                && largestOfDelete.toBytes() <= largest.toBytes()
                && largest.toBytes() <= bytes() / 2;
    }

    /** The limit for all bodies in memory together, in bytes. */
    long bytes() {
        return memory == null ? Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP : memory.toBytes();
    }
}
