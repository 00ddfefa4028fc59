package io.rookery.gateway.answer;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits for the writing of responses, so that a slow client does not affect the others.
 *
 * @param memory limit for the memory of all responses that are being written; a response that does
 *     not fit is refused. The default is a quarter of the heap
 * @param longest how long a client may take to read a response
 */
@Validated
@ConfigurationProperties(value = "rookery.answer", ignoreUnknownFields = false)
record AnswerSettings(
        @Nullable DataSize memory,
        @DurationMin(millis = 1) @NotNull @DefaultValue("60s") Duration longest) {

    private static final int SHARE_OF_HEAP = 4;

    /** The most memory that all responses take up, in bytes. */
    long bytes() {
        return memory == null ? Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP : memory.toBytes();
    }
}
