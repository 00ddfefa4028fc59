package io.rookery.storage.placement.move;

import io.rookery.storage.placement.move.MoveObservation.Ownership;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which of a move's slots the shards own, by their own knowledge. */
final class MoveLedger {

    private static final int ROWS = 2_000;

    private final MoveShards shards;
    private final SlotPause pause;

    MoveLedger(MoveShards shards, SlotPause pause) {
        this.shards = shards;
        this.pause = pause;
    }

    static Ownership ownership(JdbcClient jdbc, Move move) {
        int owned =
                jdbc.sql("select count(*) from placement.owned_slot where slot = any (?)")
                        .param(SlotArray.of(move.slots()))
                        .query(Integer.class)
                        .single();
        if (owned == 0) {
            return Ownership.NONE;
        }
        return owned == move.slots().size() ? Ownership.ALL : Ownership.SOME;
    }

    /**
     * Gives up the slots while nobody can write to them, once the other shard has every change.
     * Changes nothing otherwise.
     *
     * @throws SlotPause.NotReplicatedException if the other shard did not get every change in time
     */
    void giveUp(Move move, Direction direction) {
        pause.whileNobodyWrites(
                move,
                direction,
                move.slots(),
                (jdbc, marker) -> {
                    jdbc.sql("delete from placement.owned_slot where slot = any (?)")
                            .param(SlotArray.of(move.slots()))
                            .update();
                    return jdbc.sql("update placement.move set left_with = ? where id = ?")
                            .param(marker)
                            .param(move.id())
                            .update();
                });
    }

    /**
     * Takes the slots that the other shard has given up.
     *
     * @param marker the number with which it has done so
     * @param epoch of the next shard map
     * @throws IllegalStateException if this shard lacks the marker
     */
    void take(Move move, Direction direction, long marker, long epoch) {
        shards.change(
                direction.to(move),
                move,
                jdbc -> {
                    long present = SlotPause.marker(jdbc, move, direction);
                    if (present < marker) {
                        throw new IllegalStateException(
                                "%s has marker %d of move %s, not %d"
                                        .formatted(direction.to(move), present, move.id(), marker));
                    }
                    return own(jdbc, move, epoch);
                });
    }

    /** Returns the slots to the shard that has given them up. */
    void giveBack(Move move, Direction direction, long epoch) {
        shards.change(direction.from(move), move, jdbc -> own(jdbc, move, epoch));
    }

    private static int own(JdbcClient jdbc, Move move, long epoch) {
        jdbc.sql("update placement.move set left_with = 0 where id = ?").param(move.id()).update();
        return jdbc.sql(
                        """
                        insert into placement.owned_slot (slot, epoch)
                        select slot, ? from unnest(?::smallint[]) as taken (slot)
                        on conflict (slot) do nothing
                        """)
                .param(epoch)
                .param(SlotArray.of(move.slots()))
                .update();
    }

    /**
     * Deletes the next rows of the slots.
     *
     * @throws IllegalStateException if the shard owns one of the slots
     */
    void deleteRows(Move move, String shard) {
        shards.change(
                shard,
                move,
                jdbc -> {
                    if (ownership(jdbc, move) != Ownership.NONE) {
                        throw new IllegalStateException(
                                "%s owns slots of move %s".formatted(shard, move.id()));
                    }
                    return MovedTables.delete(jdbc, SlotArray.of(move.slots()), ROWS);
                });
    }
}
