package io.rookery.shard.transaction;

/**
 * How much of a pool of connections is in use.
 *
 * @param active connections at work
 * @param max how many there may be
 * @param pending callers that wait for one
 */
public record PoolUse(int active, int max, int pending) {}
