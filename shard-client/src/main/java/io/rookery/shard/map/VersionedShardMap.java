package io.rookery.shard.map;

/**
 * A shard map as it was read from its store.
 *
 * @param map the map
 * @param version the store's version of the map, to be passed with a change; not the epoch
 */
public record VersionedShardMap(ShardMap map, int version) {}
