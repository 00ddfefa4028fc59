package io.rookery.shard.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract tests for every store of the shard map. */
abstract class ShardMapStoreContract {

    /** An empty store. */
    abstract ShardMapStore store();

    @Test
    void isEmptyAtFirst() {
        assertThat(store().read()).isEmpty();
    }

    @Test
    void readsTheMapThatWasCreated() {
        ShardMapStore store = store();
        assertThat(store.create(Maps.complete(1))).isTrue();
        assertThat(store.read()).map(VersionedShardMap::map).contains(Maps.complete(1));
    }

    @Test
    void createsOnce() {
        ShardMapStore store = store();
        store.create(Maps.complete(1));
        assertThat(store.create(Maps.complete(2))).isFalse();
        assertThat(store.read()).map(VersionedShardMap::map).contains(Maps.complete(1));
    }

    @Test
    void replacesTheMapThatWasRead() {
        ShardMapStore store = store();
        store.create(Maps.incomplete(1));
        int version = store.read().orElseThrow().version();
        assertThat(store.compareAndSet(Maps.complete(2), version)).isTrue();
        VersionedShardMap read = store.read().orElseThrow();
        assertThat(read.map()).isEqualTo(Maps.complete(2));
        assertThat(read.version()).isNotEqualTo(version);
    }

    @Test
    void refusesAChangeOfAMapThatHasBeenReplacedSince() {
        ShardMapStore store = store();
        store.create(Maps.incomplete(1));
        int version = store.read().orElseThrow().version();
        store.compareAndSet(Maps.complete(2), version);
        assertThat(store.compareAndSet(Maps.complete(3), version)).isFalse();
        assertThat(store.read()).map(VersionedShardMap::map).contains(Maps.complete(2));
    }

    @Test
    void refusesAChangeWhenThereIsNoMap() {
        assertThat(store().compareAndSet(Maps.complete(2), 0)).isFalse();
    }

    @Test
    void takesARepeatedRequestForTheOneThatSucceeded() {
        ShardMapStore store = store();
        assertThat(store.create(Maps.incomplete(1))).isTrue();
        assertThat(store.create(Maps.incomplete(1))).isTrue();
        int version = store.read().orElseThrow().version();
        assertThat(store.compareAndSet(Maps.complete(2), version)).isTrue();
        assertThat(store.compareAndSet(Maps.complete(2), version)).isTrue();
    }

    @Test
    void refusesAVersionThatNoMapHas() {
        ShardMapStore store = store();
        store.create(Maps.complete(1));
        assertThatThrownBy(() -> store.compareAndSet(Maps.complete(2), -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsOneOfManyWin() {
        ShardMapStore store = store();
        store.create(Maps.incomplete(1));
        int version = store.read().orElseThrow().version();
        AtomicInteger won = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                ShardMap own = Maps.complete(2 + i);
                threads.execute(() -> {
                    if (store.compareAndSet(own, version)) {
                        won.incrementAndGet();
                    }
                });
            }
        }
        assertThat(won).hasValue(1);
    }
}
