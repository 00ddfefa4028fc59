package io.rookery.feed.redis;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the Redis Cluster client, in addition to {@code spring.data.redis.*}.
 *
 * @param answerWithin timeout of a pipeline, after which the feed proceeds without the replies
 * @param applyWithin timeout of a pipeline that no request waits for
 * @param connectWithin timeout for making a connection
 * @param topologyRefresh interval between refreshes of the cluster topology; it is also refreshed
 *     whenever a primary does not answer
 * @param mostCommandsInFlight maximum number of commands that wait for replies of one node; more
 *     are refused
 * @param breakerOpensFor how long the circuit breaker of a failing node stays open
 * @param writeProbe interval between write probes of each primary. When a primary begins to refuse
 *     writes, deleted statuses may be shown until the next probe.
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
