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
 * How requests are read. Whoever sends one slowly, or never to its end, costs the others nothing.
 *
 * @param largest bodies above this size are refused with 413
 * @param largestOfDelete the same for DELETE, which needs none; GET and HEAD may have none at all
 * @param memory what all bodies may take up at a time; what does not fit in is refused with 503. A
 *     quarter of the heap unless it is set
 * @param silence how long a client may pause within a request
 * @param head how long a request may take to arrive up to its body
 * @param headers how many header lines a request may have
 * @param longest how long a body may take to arrive
 * @param grace how long a body may arrive as slowly as it likes
 * @param slowest bytes per second that must have arrived on average after the grace
 * @param waiting how many bodies may be waited for at a time
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
        @NotNull @DefaultValue("16KB") DataSize slowest,
        @Positive @DefaultValue("1000") int waiting) {

    private static final int SHARE_OF_HEAP = 4;
    private static final long LARGEST_ARRAY = 1L << 30;

    @AssertTrue(message = "a body must fit into what all may take up")
    boolean isLargestInOrder() {
        return largest.toBytes() <= LARGEST_ARRAY
                && largestOfDelete.toBytes() <= largest.toBytes()
                && largest.toBytes() <= bytes() / 2;
    }

    /** What all bodies may take up at a time. */
    long bytes() {
        return memory == null ? Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP : memory.toBytes();
    }
}
