package io.rookery.storage.placement.move;

import io.rookery.shard.slot.SlotSet;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.storage.placement.move.MoveStore.VersionedMove;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Restores the moves that ZooKeeper has lost, from what the shards know of them. They are cleaned
 * up: the slots stay at the shard that owns them, or that gave them up last. Otherwise their
 * replication slots would keep WAL forever, and slots might have no owner.
 */
final class LostMoves {

    /** More attempts than a move makes in a term: everything of the others is removed. */
    private static final int ATTEMPTS_LEFT_OUT = 1_000_000;

    private final MoveStore store;
    private final MoveShards shards;
    private final List<String> declared;

    /**
     * @param declared names of all shards
     */
    LostMoves(MoveStore store, MoveShards shards, List<String> declared) {
        this.store = store;
        this.shards = shards;
        this.declared = List.copyOf(declared);
    }

    /**
     * Restores them.
     *
     * @throws ShardUnavailableException if a shard does not answer: it may know of others
     */
    void restore() {
        Map<String, Move> known = new HashMap<>();
        for (String shard : declared) {
            for (Move move : shards.read(shard, LostMoves::read)) {
                known.merge(move.id(), move, LostMoves::later);
            }
        }
        Set<String> stored =
                store.moves().stream()
                        .map(VersionedMove::move)
                        .map(Move::id)
                        .collect(Collectors.toSet());
        known.values().stream().filter(move -> !stored.contains(move.id())).forEach(store::create);
    }

    private static Move later(Move one, Move other) {
        return one.term() > other.term() ? one : other;
    }

    private static List<Move> read(JdbcClient jdbc) {
        boolean isMigrated =
                jdbc.sql("select to_regclass('placement.move') is not null")
                        .query(Boolean.class)
                        .single();
        return isMigrated
                ? jdbc.sql("select id, term, source, target, slots, attempt from placement.move")
                        .query((row, _) -> move(row))
                        .list()
                : List.of();
    }

    private static Move move(ResultSet row) throws SQLException {
        Short[] slots = (Short[]) row.getArray("slots").getArray();
        return new Move(
                row.getString("id"),
                row.getString("source"),
                row.getString("target"),
                SlotSet.of(Arrays.stream(slots).mapToInt(Short::intValue)),
                MovePhase.CLEAN_UP,
                row.getInt("attempt") + ATTEMPTS_LEFT_OUT,
                row.getLong("term"),
                null,
                false,
                null);
    }
}
