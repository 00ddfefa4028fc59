package io.rookery.shard.map;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives the last known shard map. It is in memory: callers never wait for the store, and the map
 * remains while the store is down.
 */
public interface ShardMaps {

    /** The last known map; empty when none has been seen since the start. */
    Optional<ShardMap> current();

    /** Requests a re-read, at most every 100 ms; returns immediately. */
    void refresh();

    /**
     * Calls the listener immediately with the present map, and then with each new map, in order.
     * One thread at a time calls the listener; it must not block for long. Closing the registration
     * ends the calls.
     */
    Registration onChange(Consumer<ShardMap> listener);

    /** Returns shard maps that never change: always this one. */
    static ShardMaps of(ShardMap map) {
        return new ConstantShardMaps(map);
    }

    /** A registered listener; closing it ends the calls. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
