package io.rookery.shard.map;

import java.util.Optional;
import java.util.function.Consumer;

/** A shard map that never changes and has no store. */
record ConstantShardMaps(ShardMap map) implements ShardMaps {

    @Override
    public Optional<ShardMap> current() {
        return Optional.of(map);
    }

    @Override
    public void refresh() {}

    @Override
    public Registration onChange(Consumer<ShardMap> listener) {
        listener.accept(map);
        return () -> {};
    }
}
