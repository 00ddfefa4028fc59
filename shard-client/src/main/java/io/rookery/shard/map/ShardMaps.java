package io.rookery.shard.map;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The last known shard map: in memory, never waiting for the store, kept while the store is gone.
 */
public interface ShardMaps {

    /** The last known map; none when none has been seen since the start. */
    Optional<ShardMap> current();

    /** Asks for a re-read, at most every 100 ms; returns at once. */
    void refresh();

    /**
     * Calls the listener with each new map, in order, and at once with the present one. It is
     * called by one thread at a time and must not block for long. Closing ends the calls.
     */
    Registration onChange(Consumer<ShardMap> listener);

    /** Maps that never change: always this one. */
    static ShardMaps of(ShardMap map) {
        return new ConstantShardMaps(map);
    }

    /** A listener's place in the list of those to be called. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
