package io.rookery.storage.placement.move;

import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.shard.map.VersionedShardMap;
import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.Slots;
import io.rookery.storage.placement.move.MoveStore.VersionedMove;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes steps. What a step changes on a shard is refused there once another leader has taken the
 * move over; what it changes in ZooKeeper is a compare-and-set.
 */
final class MoveStepExecutor {

    private final MoveStore store;
    private final ShardMapStore maps;
    private final MoveShards shards;
    private final MoveReplication replication;
    private final ReplicationRemoval removal;
    private final MoveLedger ledger;

    MoveStepExecutor(
            MoveStore store,
            ShardMapStore maps,
            MoveShards shards,
            MoveReplication replication,
            ReplicationRemoval removal,
            MoveLedger ledger) {
        this.store = store;
        this.maps = maps;
        this.shards = shards;
        this.replication = replication;
        this.removal = removal;
        this.ledger = ledger;
    }

    /**
     * Executes a step other than {@link MoveStep.RaiseTerm} and {@link MoveStep.Compare}, whose
     * results the leader keeps. Does nothing for {@link MoveStep.Wait} and {@link MoveStep.Refuse}.
     *
     * @throws RuntimeException if that fails or may have failed; the caller must observe and plan
     *     again
     */
    void execute(MoveStep step, VersionedMove read) {
        Move move = read.move();
        switch (step) {
            case MoveStep.Advance(Move next, _) -> store.compareAndSet(next, read.version());
            case MoveStep.Publish(Move next, String owner) -> publish(next, read.version(), owner);
            case MoveStep.RemoveLeftovers() -> removal.removeLeftovers(move);
            case MoveStep.Reserve(Direction direction) -> replication.reserve(move, direction);
            case MoveStep.Subscribe(Direction direction) -> replication.subscribe(move, direction);
            case MoveStep.Unsubscribe(Direction direction) -> removal.remove(move, direction);
            case MoveStep.GiveUp(Direction direction) -> ledger.giveUp(move, direction);
            case MoveStep.Take(Direction direction, long marker) ->
                    ledger.take(move, direction, marker, nextEpoch());
            case MoveStep.Return(Direction direction) ->
                    ledger.giveBack(move, direction, nextEpoch());
            case MoveStep.DeleteRows(String shard) -> ledger.deleteRows(move, shard);
            case MoveStep.Finish() -> finish(read);
            case MoveStep.RaiseTerm(),
                    MoveStep.Compare(),
                    MoveStep.Wait(_),
                    MoveStep.Refuse(_) -> {}
        }
    }

    /**
     * Takes the move over in a new term.
     *
     * @return the move in that term; null if it has changed since it was read
     */
    @Nullable Move takeOver(VersionedMove read) {
        Move next = read.move().inTerm(read.move().term() + 1);
        if (!store.compareAndSet(next, read.version())) {
            return null;
        }
        for (String shard : List.of(next.source(), next.target())) {
            shards.recordTerm(shard, next);
        }
        return next;
    }

    private void publish(Move next, int version, String owner) {
        VersionedShardMap current = currentMap();
        store.publish(next, version, owned(current.map(), next, owner), current.version());
    }

    private static ShardMap owned(ShardMap map, Move move, String owner) {
        @Nullable String[] owners = new String[Slots.COUNT];
        for (int slot = 0; slot < owners.length; slot++) {
            owners[slot] =
                    move.slots().contains(slot)
                            ? owner
                            : map.assignment().ownerOf(slot).orElse(null);
        }
        return map.withAssignment(SlotAssignment.of(owners));
    }

    private void finish(VersionedMove read) {
        for (String shard : List.of(read.move().source(), read.move().target())) {
            shards.forget(shard, read.move());
        }
        store.remove(read.move(), read.version());
    }

    /** The next epoch; 0 while there is no map, because it is restored from the ledgers. */
    private long nextEpoch() {
        return maps.read().map(current -> current.map().epoch() + 1).orElse(0L);
    }

    private VersionedShardMap currentMap() {
        return maps.read().orElseThrow(() -> new IllegalStateException("There is no shard map"));
    }
}
