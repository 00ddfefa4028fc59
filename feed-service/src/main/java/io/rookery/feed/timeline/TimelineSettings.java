package io.rookery.feed.timeline;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the timelines.
 *
 * @param capacity maximum number of entries of each timeline in Redis
 * @param timeToLive longest time to live of a timeline in Redis, after which it is rebuilt
 * @param shardReads maximum number of concurrent timeline reads from the shards by one instance
 * @param waitForShardRead longest time that a request waits for a permit to read from the shards
 * @param largeAuthorsFreshFor how long the recent statuses of a large author are cached
 */
@Validated
@ConfigurationProperties(value = "rookery.timelines", ignoreUnknownFields = false)
public record TimelineSettings(
        @Positive @DefaultValue("800") int capacity,
        @DefaultValue("12h") Duration timeToLive,
        @Positive @DefaultValue("16") int shardReads,
        @DefaultValue("5s") Duration waitForShardRead,
        @DefaultValue("1s") Duration largeAuthorsFreshFor) {

    /** How far a timeline may grow beyond its capacity before it is trimmed. */
    int slack() {
        return Math.max(1, capacity / 16);
    }
}
