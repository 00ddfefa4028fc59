package io.rookery.shard.map;

class InMemoryShardMapStoreTest extends ShardMapStoreContract {

    @Override
    ShardMapStore store() {
        return new InMemoryShardMapStore();
    }
}
