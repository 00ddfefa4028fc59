package io.rookery.shard.map;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ZooKeeperShardMapStoreIT extends ShardMapStoreContract {

    private static final ZooKeeper ZOO_KEEPER = new ZooKeeper();
    private final CuratorFramework client = ZOO_KEEPER.connect();

    @BeforeAll
    static void start() throws Exception {
        ZOO_KEEPER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        ZOO_KEEPER.close();
    }

    @AfterEach
    void disconnect() throws Exception {
        client.delete().quietly().forPath(ZooKeeperShardMapStore.PATH);
        client.close();
    }

    @Override
    ShardMapStore store() {
        ZooKeeper.awaitConnected(client);
        return new ZooKeeperShardMapStore(client);
    }

    @Test
    void saysThatItHoldsNoShardMap() throws Exception {
        ShardMapStore store = store();
        store.create(Maps.complete(1));
        client.setData().forPath(ZooKeeperShardMapStore.PATH, new byte[] {1, 2});
        assertThatThrownBy(store::read).isInstanceOf(ShardMapStoreException.class);
    }

    @Test
    void saysThatItCannotBeReached() {
        ZooKeeper gone = new ZooKeeper();
        try (CuratorFramework nowhere = gone.connect()) {
            ShardMapStore store = new ZooKeeperShardMapStore(nowhere);
            assertThatThrownBy(store::read).isInstanceOf(ShardMapStoreException.class);
            assertThatThrownBy(() -> store.create(Maps.complete(1)))
                    .isInstanceOf(ShardMapStoreException.class);
            assertThatThrownBy(() -> store.compareAndSet(Maps.complete(2), 0))
                    .isInstanceOf(ShardMapStoreException.class);
        }
    }
}
