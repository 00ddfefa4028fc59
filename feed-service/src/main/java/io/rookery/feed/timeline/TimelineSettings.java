package io.rookery.feed.timeline;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How timelines are kept.
 *
 * @param capacity how many entries of each timeline are kept in Redis
 * @param timeToLive how long a timeline in Redis is believed before it is built anew
 * @param shardReads how many timelines are read from the shards at the same time by one instance
 * @param waitForShardRead how long a request waits for its turn to read from the shards
 * @param largeAuthorsFreshFor how long the recent statuses of an author who is not fanned out are
 *     remembered
 */
@Validated
@ConfigurationProperties(value = "rookery.timelines", ignoreUnknownFields = false)
public record TimelineSettings(
        @Positive @DefaultValue("800") int capacity,
        @DefaultValue("12h") Duration timeToLive,
        @Positive @DefaultValue("16") int shardReads,
        @DefaultValue("5s") Duration waitForShardRead,
        @DefaultValue("1s") Duration largeAuthorsFreshFor) {

    /** How far a list may grow beyond its capacity before it is trimmed. */
    int slack() {
        return Math.max(1, capacity / 16);
    }
}
