package io.rookery.shard.transaction;

import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMaps;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shard maps that a test changes, either immediately or at the next refresh. */
public final class SwitchableShardMaps implements ShardMaps {

    private final List<Consumer<ShardMap>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger refreshes = new AtomicInteger();
    private volatile @Nullable ShardMap current;
    private volatile @Nullable ShardMap next;

    public synchronized void show(ShardMap map) {
        current = map;
        listeners.forEach(listener -> listener.accept(map));
    }

    /** Sets the map that the next refresh brings. */
    void showOnRefresh(ShardMap map) {
        next = map;
    }

    int refreshes() {
        return refreshes.get();
    }

    @Override
    public Optional<ShardMap> current() {
        return Optional.ofNullable(current);
    }

    @Override
    public void refresh() {
        refreshes.incrementAndGet();
        ShardMap brought = next;
        if (brought != null) {
            next = null;
            show(brought);
        }
    }

    @Override
    public synchronized Registration onChange(Consumer<ShardMap> listener) {
        listeners.add(listener);
        current().ifPresent(listener);
        return () -> listeners.remove(listener);
    }
}
