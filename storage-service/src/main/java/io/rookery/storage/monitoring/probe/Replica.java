package io.rookery.storage.monitoring.probe;

/**
 * A standby as its primary reports it.
 *
 * @param name name under which it follows the primary
 * @param state such as "streaming"
 * @param synchronous whether commits wait for it
 * @param lagMillis replication lag: how long the latest change took to be applied there
 */
public record Replica(String name, String state, boolean synchronous, long lagMillis) {}
