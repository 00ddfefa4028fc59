package io.rookery.storage.placement;

import io.rookery.shard.slot.SlotSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** In-memory ledgers of shards that can be made unreachable. */
final class InMemorySlotLedger implements SlotLedger {

    private final Map<String, Entry> entries = new HashMap<>();
    private final Set<String> unreachable = new HashSet<>();

    @Override
    public Entry read(String shard) {
        ensureReachable(shard);
        return entries.getOrDefault(shard, Entry.EMPTY);
    }

    @Override
    public void write(String shard, SlotSet slots, long epoch) {
        ensureReachable(shard);
        long later = read(shard).epoch();
        if (later > epoch) {
            throw new StaleEpochException(shard, epoch, later);
        }
        entries.put(shard, new Entry(slots, epoch));
    }

    void cutOff(String shard) {
        unreachable.add(shard);
    }

    void heal() {
        unreachable.clear();
    }

    private void ensureReachable(String shard) {
        if (unreachable.contains(shard)) {
            throw new IllegalStateException("Shard " + shard + " is cut off");
        }
    }
}
