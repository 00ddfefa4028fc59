package io.rookery.storage.placement.move;

import io.rookery.shard.slot.SlotSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares the rows of a move on both shards: for each table and slot, their number and a checksum
 * that does not depend on their order. People write meanwhile, so a slot may differ only because
 * the target is behind: such a slot is compared again while its writers wait.
 */
final class MoveComparison {

    /** Slots compared in one transaction. */
    private static final int CHUNK = 16;

    private final MoveShards shards;
    private final SlotPause pause;

    MoveComparison(MoveShards shards, SlotPause pause) {
        this.shards = shards;
        this.pause = pause;
    }

    /** The rows of a slot in a table. The checksum is the sum of a hash of each row. */
    private record Rows(long number, String checksum) {
        private static final Rows NONE = new Rows(0, "0");
    }

    private record Place(String table, int slot) {}

    /**
     * Returns the first difference that is not due to changes under way, as part of a sentence.
     *
     * @throws SlotPause.NotReplicatedException if the target does not catch up
     */
    Optional<String> difference(Move move) {
        List<Integer> all = move.slots().stream().boxed().toList();
        for (int first = 0; first < all.size(); first += CHUNK) {
            List<Integer> chunk = all.subList(first, Math.min(first + CHUNK, all.size()));
            Optional<String> difference = differenceOf(move, chunk);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> differenceOf(Move move, List<Integer> chunk) {
        SlotSet slots = SlotSet.of(chunk.stream().mapToInt(slot -> slot));
        Map<Place, Rows> here = shards.read(move.source(), jdbc -> read(jdbc, slots));
        Map<Place, Rows> there = shards.read(move.target(), jdbc -> read(jdbc, slots));
        for (int slot : differing(here, there)) {
            Optional<String> difference = lastingDifference(move, slot);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> lastingDifference(Move move, int slot) {
        SlotSet one = SlotSet.of(IntStream.of(slot));
        return pause.whileNobodyWrites(
                move,
                Direction.FORWARD,
                one,
                (jdbc, _) -> {
                    Map<Place, Rows> here = read(jdbc, one);
                    Map<Place, Rows> there =
                            pause.elsewhere(
                                    () -> shards.read(move.target(), other -> read(other, one)));
                    return here.keySet().stream()
                            .filter(place -> !rows(here, place).equals(rows(there, place)))
                            .findFirst()
                            .or(() ->
                                    there.keySet().stream()
                                            .filter(place -> !here.containsKey(place))
                                            .findFirst())
                            .map(place -> sentence(place, rows(here, place), rows(there, place)));
                });
    }

    private static String sentence(Place place, Rows here, Rows there) {
        return "%s, slot %d: %d rows with checksum %s at the source, %d rows with checksum %s at the target"
                .formatted(
                        place.table,
                        place.slot,
                        here.number,
                        here.checksum,
                        there.number,
                        there.checksum);
    }

    private static Set<Integer> differing(Map<Place, Rows> here, Map<Place, Rows> there) {
        var places = new HashMap<>(here);
        places.putAll(there);
        var slots = new TreeSet<Integer>();
        for (Place place : places.keySet()) {
            if (!rows(here, place).equals(rows(there, place))) {
                slots.add(place.slot);
            }
        }
        return slots;
    }

    private static Rows rows(Map<Place, Rows> found, Place place) {
        return found.getOrDefault(place, Rows.NONE);
    }

    private static Map<Place, Rows> read(JdbcClient jdbc, SlotSet slots) {
        Map<Place, Rows> found = new LinkedHashMap<>();
        for (String table : MovedTables.of(jdbc)) {
            jdbc.sql(
                            """
                            select slot, count(*) as rows,
                                sum(hashtextextended(moved::text, 0)::numeric)::text as checksum
                            from %s as moved where slot = any (?) group by slot
                            """
                                    .formatted(table))
                    .param(SlotArray.of(slots))
                    .query((row, _) ->
                            found.put(
                                    new Place(table, row.getInt("slot")),
                                    new Rows(row.getLong("rows"), row.getString("checksum"))))
                    .list();
        }
        return found;
    }
}
