package io.rookery.shard.map;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches the newest shard map and notifies listeners. An incomplete map, as a store that lost its
 * data would offer, never replaces a complete one. Of two maps that are both complete or both
 * incomplete, an older epoch never replaces a newer one.
 */
final class LastKnownShardMap {

    private static final Logger log = LoggerFactory.getLogger(LastKnownShardMap.class);

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable ShardMap known;

    Optional<ShardMap> current() {
        return Optional.ofNullable(known);
    }

    /** Accepts the map if it is newer; returns whether it is. */
    synchronized boolean offer(ShardMap offered) {
        ShardMap present = known;
        if (present != null && !replaces(offered, present)) {
            return false;
        }
        known = offered;
        listeners.forEach(listener -> listener.tell(offered));
        return true;
    }

    /** Completeness counts first: a store that was set up again may begin with a low epoch. */
    private static boolean replaces(ShardMap offered, ShardMap present) {
        return offered.isComplete() == present.isComplete()
                ? offered.epoch() > present.epoch()
                : offered.isComplete();
    }

    synchronized ShardMaps.Registration onChange(Consumer<ShardMap> listener) {
        Listener added = new Listener(listener);
        listeners.add(added);
        current().ifPresent(added::tell);
        return () -> listeners.remove(added);
    }

    /** Compared by identity: the same consumer may be added twice. */
    private static final class Listener {

        private final Consumer<ShardMap> consumer;

        Listener(Consumer<ShardMap> consumer) {
            this.consumer = consumer;
        }

        void tell(ShardMap map) {
            try {
                consumer.accept(map);
            } catch (RuntimeException e) {
                log.error("A listener failed for the {}; the others are still notified.", map, e);
            }
        }
    }
}
