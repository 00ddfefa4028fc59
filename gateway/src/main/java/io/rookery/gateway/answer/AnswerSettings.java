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
 * How answers are written. Whoever reads one slowly costs the others nothing.
 *
 * @param memory what all answers may take up at a time while they are written; what does not fit in
 *     is not given. A quarter of the heap unless it is set
 * @param longest how long a client may take to read an answer
 */
@Validated
@ConfigurationProperties(value = "rookery.answer", ignoreUnknownFields = false)
record AnswerSettings(
        @Nullable DataSize memory,
        @DurationMin(millis = 1) @NotNull @DefaultValue("60s") Duration longest) {

    private static final int SHARE_OF_HEAP = 4;

    /** What all answers may take up at a time. */
    long bytes() {
        return memory == null ? Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP : memory.toBytes();
    }
}
