package io.rookery.launcher.switchover;

/**
 * A node of a shard, in the format of Patroni's REST API.
 *
 * @param name such as "shard-0-a"
 * @param role "leader" or "replica"
 * @param host the host where services reach it
 * @param port the port where services reach it
 */
record Member(String name, String role, String host, int port) {}
