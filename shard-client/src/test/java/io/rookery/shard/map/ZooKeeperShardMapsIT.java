package io.rookery.shard.map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZooKeeperShardMapsIT {

    private final ZooKeeper zooKeeper = new ZooKeeper();
    private final CuratorFramework client = zooKeeper.connect();
    private final ZooKeeperShardMapStore store = new ZooKeeperShardMapStore(client);
    private final ZooKeeperShardMaps maps = ZooKeeperShardMaps.follow(client);

    @AfterEach
    void stop() throws Exception {
        maps.close();
        client.close();
        zooKeeper.close();
    }

    @Test
    void startsWithoutZooKeeperAndCatchesUpWhenItComes() throws Exception {
        assertThat(maps.current()).isEmpty();
        startAndConnect();
        store.create(Maps.complete(1));
        awaitEpoch(1);
    }

    @Test
    void followsEveryChange() throws Exception {
        List<Long> heard = new CopyOnWriteArrayList<>();
        maps.onChange(map -> heard.add(map.epoch()));
        startAndConnect();
        store.create(Maps.incomplete(1));
        awaitEpoch(1);
        change(Maps.complete(2));
        awaitEpoch(2);
        change(Maps.complete(3));
        awaitEpoch(3);
        assertThat(heard).containsExactly(1L, 2L, 3L);
    }

    @Test
    void keepsTheMapWhileZooKeeperIsGoneAndFollowsItAgainAfterwards() throws Exception {
        startAndConnect();
        store.create(Maps.complete(1));
        awaitEpoch(1);

        zooKeeper.stop();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !client.getZookeeperClient().isConnected());
        maps.refresh();
        assertThat(maps.current()).contains(Maps.complete(1));

        startAndConnect();
        change(Maps.complete(2));
        awaitEpoch(2);
    }

    @Test
    void keepsTheMapWhenZooKeeperComesBackEmptyUntilThereIsANewerOne() throws Exception {
        startAndConnect();
        store.create(Maps.complete(5));
        awaitEpoch(5);

        zooKeeper.stop();
        zooKeeper.forget();
        startAndConnect();
        await().atMost(Duration.ofSeconds(30)).until(() -> store.create(Maps.incomplete(1)));
        maps.refresh();
        change(Maps.complete(2));
        maps.refresh();
        assertThat(maps.current()).contains(Maps.complete(5));

        change(Maps.complete(6));
        awaitEpoch(6);
    }

    @Test
    void goesOnAfterSomethingUnreadableWasWritten() throws Exception {
        startAndConnect();
        store.create(Maps.complete(1));
        awaitEpoch(1);
        client.setData().forPath(ZooKeeperShardMapStore.PATH, new byte[] {'?'});
        maps.refresh();
        assertThat(maps.current()).contains(Maps.complete(1));
        client.setData()
                .forPath(ZooKeeperShardMapStore.PATH, Maps.complete(2).toJson().getBytes(UTF_8));
        awaitEpoch(2);
    }

    private void startAndConnect() throws Exception {
        zooKeeper.start();
        ZooKeeper.awaitConnected(client);
    }

    private void change(ShardMap next) {
        assertThat(store.compareAndSet(next, store.read().orElseThrow().version())).isTrue();
    }

    private void awaitEpoch(long epoch) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> maps.current().filter(map -> map.epoch() == epoch).isPresent());
    }
}
