package io.rookery.storage.placement.move;

import io.rookery.shard.map.ShardMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A store of moves that is always available. */
final class InMemoryMoveStore implements MoveStore {

    private final List<VersionedMove> moves = new ArrayList<>();
    private VersionedControl control = new VersionedControl(MoveControl.INITIAL, -1);

    @Override
    public List<VersionedMove> moves() {
        return List.copyOf(moves);
    }

    @Override
    public boolean create(Move planned) {
        return moves.add(new VersionedMove(planned, 0));
    }

    @Override
    public boolean compareAndSet(Move next, int version) {
        return replace(next.id(), version, old -> new VersionedMove(next, old.version() + 1));
    }

    @Override
    public boolean publish(Move next, int version, ShardMap map, int mapVersion) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(Move finished, int version) {
        return moves.removeIf(
                each -> each.move().id().equals(finished.id()) && each.version() == version);
    }

    @Override
    public VersionedControl control() {
        return control;
    }

    @Override
    public boolean compareAndSet(MoveControl next, int version) {
        if (control.version() != version) {
            return false;
        }
        control = new VersionedControl(next, version + 1);
        return true;
    }

    private boolean replace(String id, int version, UnaryOperator<VersionedMove> change) {
        for (int i = 0; i < moves.size(); i++) {
            VersionedMove each = moves.get(i);
            if (each.move().id().equals(id) && each.version() == version) {
                moves.set(i, change.apply(each));
                return true;
            }
        }
        return false;
    }
}
