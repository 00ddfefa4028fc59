package io.rookery.feed.cache;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the feed talks to its Redis Cluster, beside {@code spring.data.redis.*}.
 *
 * @param answerWithin how long a pipeline waits for its answers before the feed does without them
 * @param applyWithin the same for what a request does not wait for
 * @param connectWithin how long a connection may take to be made
 * @param topologyRefresh how often the cluster is asked who is primary of what; besides, it is
 *     asked whenever a primary does not answer
 * @param mostCommandsInFlight commands that may wait for the answers of one node; more are refused
 * @param breakerOpensFor how long a node that fails is left alone before it is tried again
 * @param writeProbe how often it is tried whether each primary takes writes: what was deleted while
 *     one takes none may be shown for as long
 */
@Validated
@ConfigurationProperties(value = "rookery.redis", ignoreUnknownFields = false)
record RedisSettings(
        @DefaultValue("500ms") Duration answerWithin,
        @DefaultValue("2s") Duration applyWithin,
        @DefaultValue("500ms") Duration connectWithin,
        @DefaultValue("5s") Duration topologyRefresh,
        @Positive @DefaultValue("16384") int mostCommandsInFlight,
        @DefaultValue("1s") Duration breakerOpensFor,
        @DefaultValue("1s") Duration writeProbe) {}
