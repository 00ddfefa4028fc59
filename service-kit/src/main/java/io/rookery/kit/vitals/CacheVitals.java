package io.rookery.kit.vitals;

/**
 * How an instance fares with a node of its cache.
 *
 * @param node {@code host:port}
 * @param answers false while the instance leaves it alone because it did not answer
 * @param refusal why it takes no writes, in its own word ({@code OOM}, {@code NOREPLICAS}, …), or
 *     {@code TIMEOUT}; empty while it takes them
 */
public record CacheVitals(String node, boolean answers, String refusal) {}
