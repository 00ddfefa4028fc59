package io.rookery.shard.transaction;

import io.rookery.shard.slot.Slots;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which slots a shard owned when a read began. Count and sums tell whether several shards together
 * own every slot exactly once: while a slot changes its owner, reads on two shards may find it on
 * both or on neither.
 *
 * @param count number of the slots
 * @param sum sum of the slots
 * @param squares sum of their squares
 */
record SlotOwnership(long count, long sum, long squares) {

    private static final SlotOwnership NONE = new SlotOwnership(0, 0, 0);
    private static final SlotOwnership ALL = all();

    private static final String SQL =
            "select slots, slot_sum, slot_squares, foreign_slots from placement.ownership()";

    /** The ownership, and the slots whose rows on the shard do not count. */
    record Observed(SlotOwnership owned, List<Short> foreign) {}

    static Observed of(JdbcClient jdbc) {
        return jdbc.sql(SQL).query((row, _) -> observed(row)).single();
    }

    private static Observed observed(ResultSet row) throws SQLException {
        return new Observed(
                new SlotOwnership(row.getLong(1), row.getLong(2), row.getLong(3)),
                List.of((Short[]) row.getArray(4).getArray()));
    }

    /** Whether the shards together own every slot exactly once. */
    static boolean isWhole(Collection<SlotOwnership> shards) {
        return shards.stream().reduce(NONE, SlotOwnership::plus).equals(ALL);
    }

    private SlotOwnership plus(SlotOwnership other) {
        return new SlotOwnership(count + other.count, sum + other.sum, squares + other.squares);
    }

    private static SlotOwnership all() {
        SlotOwnership all = NONE;
        for (long slot = 0; slot < Slots.COUNT; slot++) {
            all = all.plus(new SlotOwnership(1, slot, slot * slot));
        }
        return all;
    }
}
