package io.rookery.launcher.switchover;

/**
 * A node of a shard, in Patroni's words.
 *
 * @param name such as "shard-0-a"
 * @param role "leader" or "replica"
 * @param host where services reach it
 * @param port where services reach it
 */
record Member(String name, String role, String host, int port) {}
