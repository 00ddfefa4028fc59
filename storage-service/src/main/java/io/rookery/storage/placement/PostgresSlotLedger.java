package io.rookery.storage.placement;

import io.rookery.shard.slot.SlotSet;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the ledger of each shard in its schema {@code placement}. */
final class PostgresSlotLedger implements SlotLedger {

    private final ShardClient shards;

    /**
     * Reads and writes through the given client.
     *
     * @param shards knows every declared shard, whatever the shard map says
     */
    PostgresSlotLedger(ShardClient shards) {
        this.shards = shards;
    }

    @Override
    public Entry read(String shard) {
        return shards.writeOn(shard, jdbc -> isMigrated(jdbc) ? entry(jdbc) : Entry.EMPTY);
    }

    @Override
    public void write(String shard, SlotSet slots, long epoch) {
        Short[] owned = slots.stream().mapToObj(slot -> (short) slot).toArray(Short[]::new);
        shards.writeOn(
                shard,
                jdbc -> {
                    jdbc.sql("lock table placement.owned_slot in exclusive mode").update();
                    long later = entry(jdbc).epoch();
                    if (later > epoch) {
                        throw new StaleEpochException(shard, epoch, later);
                    }
                    jdbc.sql("delete from placement.owned_slot where slot <> all (?::smallint[])")
                            .param(owned)
                            .update();
                    return jdbc.sql(
                                    """
                                    insert into placement.owned_slot (slot, epoch)
                                    select slot, ? from unnest(?::smallint[]) as owned (slot)
                                    on conflict (slot) do nothing
                                    """)
                            .param(epoch)
                            .param(owned)
                            .update();
                });
    }

    private static boolean isMigrated(JdbcClient jdbc) {
        return jdbc.sql("select to_regclass('placement.owned_slot') is not null")
                .query(Boolean.class)
                .single();
    }

    private static Entry entry(JdbcClient jdbc) {
        List<Integer> slots =
                jdbc.sql("select slot from placement.owned_slot").query(Integer.class).list();
        long epoch =
                jdbc.sql("select coalesce(max(epoch), 0) from placement.owned_slot")
                        .query(Long.class)
                        .single();
        return new Entry(SlotSet.of(slots.stream().mapToInt(Integer::intValue)), epoch);
    }
}
