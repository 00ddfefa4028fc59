package io.rookery.kit.vitals;

/**
 * The state of a cache node as an instance sees it.
 *
 * @param node {@code host:port}
 * @param answers false while the instance does not use the node because it did not answer
 * @param refusal why the node takes no writes: its own error code ({@code OOM}, {@code NOREPLICAS},
 *     …), or {@code TIMEOUT}; empty while it takes them
 */
public record CacheStatus(String node, boolean answers, String refusal) {}
