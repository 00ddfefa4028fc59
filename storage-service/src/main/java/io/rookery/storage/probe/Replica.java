package io.rookery.storage.probe;

/**
 * A standby as its primary sees it.
 *
 * @param name under which it follows
 * @param state such as "streaming"
 * @param synchronous whether commits wait for it
 * @param lagMillis how long the latest change took to be applied there
 */
public record Replica(String name, String state, boolean synchronous, long lagMillis) {}
