package io.rookery.shard.transaction;

/**
 * How much of a connection pool is in use.
 *
 * @param active connections in use
 * @param max maximum of connections
 * @param pending callers that wait for a connection
 */
public record PoolUse(int active, int max, int pending) {}
