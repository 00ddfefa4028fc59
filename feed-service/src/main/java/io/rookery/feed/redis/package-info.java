/**
 * The client for Redis Cluster, below all features: pipelines with one timeout, a circuit breaker
 * for each primary, and a probe that finds primaries that refuse writes.
 */
@NullMarked
package io.rookery.feed.redis;

import org.jspecify.annotations.NullMarked;
