package io.rookery.shard.map;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the shard map as JSON: each shard with its slots as ranges. */
final class ShardMapJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private record StoredMap(long epoch, @Nullable List<StoredShard> shards) {}

    private record StoredShard(
            String name,
            List<String> hosts,
            String database,
            double weight,
            ShardState state,
            @Nullable String slots) {}

    private ShardMapJson() {}

    static String write(ShardMap map) {
        List<StoredShard> shards =
                map.shards().stream()
                        .map(shard ->
                                new StoredShard(
                                        shard.name(),
                                        shard.hosts(),
                                        shard.database(),
                                        shard.weight(),
                                        shard.state(),
                                        map.slotsOf(shard.name()).toString()))
                        .toList();
        return JSON.writeValueAsString(new StoredMap(map.epoch(), shards));
    }

    static ShardMap read(String json) {
        try {
            StoredMap stored = JSON.readValue(json, StoredMap.class);
            List<StoredShard> shards = stored.shards() == null ? List.of() : stored.shards();
            Map<String, SlotSet> slots = new LinkedHashMap<>();
            for (StoredShard shard : shards) {
                slots.put(shard.name(), SlotSet.parse(shard.slots() == null ? "" : shard.slots()));
            }
            return new ShardMap(
                    stored.epoch(),
                    shards.stream().map(ShardMapJson::shard).toList(),
                    SlotAssignment.of(slots));
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException("This is not a shard map", e);
        }
    }

    private static Shard shard(StoredShard stored) {
        return new Shard(
                stored.name(), stored.hosts(), stored.database(), stored.weight(), stored.state());
    }
}
