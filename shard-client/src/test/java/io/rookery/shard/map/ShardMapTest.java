package io.rookery.shard.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.shard.slot.SlotAssignment;
import io.rookery.shard.slot.SlotSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardMapTest {

    private static final Shard FIRST =
            new Shard(
                    "shard-0",
                    List.of("127.0.0.1:3210", "127.0.0.1:3211"),
                    "rookery",
                    1,
                    ShardState.ACTIVE);
    private static final Shard SECOND =
            new Shard("shard-1", List.of("db.example:5432"), "rookery", 2.5, ShardState.DRAINING);

    private static final ShardMap WHOLE =
            new ShardMap(
                    7,
                    List.of(FIRST, SECOND),
                    SlotAssignment.of(
                            Map.of(
                                    "shard-0", SlotSet.parse("0-8191,9000"),
                                    "shard-1", SlotSet.parse("8192-8999,9001-16383"))));

    @Test
    void findsTheShardOfASlot() {
        assertThat(WHOLE.shardOf(9000)).isEqualTo(FIRST);
        assertThat(WHOLE.shardOf(8999)).isEqualTo(SECOND);
        assertThat(WHOLE.isComplete()).isTrue();
        assertThat(WHOLE.slotsOf("shard-0")).hasToString("0-8191,9000");
    }

    @Test
    void saysThatASlotHasNoOwner() {
        ShardMap empty = new ShardMap(1, List.of(FIRST), SlotAssignment.none());
        assertThat(empty.isComplete()).isFalse();
        assertThatThrownBy(() -> empty.shardOf(3)).isInstanceOf(UnassignedSlotException.class);
        assertThatThrownBy(() -> empty.shardOf(-3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsWhatItWrites() {
        assertThat(ShardMap.fromJson(WHOLE.toJson())).isEqualTo(WHOLE);
    }

    @Test
    void isWrittenAsItsReadersExpect() {
        assertThat(new ShardMap(1, List.of(FIRST), SlotAssignment.none()).toJson())
                .isEqualTo(
                        """
                        {"epoch":1,"shards":[{"name":"shard-0","hosts":["127.0.0.1:3210",\
                        "127.0.0.1:3211"],"database":"rookery","weight":1.0,"state":"ACTIVE",\
                        "slots":""}]}\
                        """);
    }

    @Test
    void passesOverFieldsOfALaterVersion() {
        assertThat(ShardMap.fromJson("{\"epoch\":4,\"shards\":[],\"moves\":[1]}").epoch())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"epoch\":1,\"shards\":[{}]}",
                "{\"epoch\":1,\"shards\":[{\"name\":\"a\",\"hosts\":[\"h:1\"],\"database\":\"d\","
                        + "\"weight\":1,\"state\":\"ASLEEP\"}]}",
                "{\"epoch\":1,\"shards\":[{\"name\":\"a\",\"hosts\":[\"h:1\"],\"database\":\"d\","
                        + "\"weight\":1,\"state\":\"ACTIVE\",\"slots\":\"9-1\"}]}"
            })
    void refusesWhatIsNoShardMap(String json) {
        assertThatThrownBy(() -> ShardMap.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnOwnerThatItDoesNotKnow() {
        SlotAssignment strange = SlotAssignment.of(Map.of("shard-9", SlotSet.range(0, 1)));
        assertThatThrownBy(() -> new ShardMap(1, List.of(FIRST), strange))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shard-9");
    }

    @Test
    void refusesTwoShardsOfOneName() {
        assertThatThrownBy(() -> new ShardMap(1, List.of(FIRST, FIRST), SlotAssignment.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTheNextEpochWithEveryChange() {
        assertThat(WHOLE.withShards(List.of(SECOND, FIRST)).epoch()).isEqualTo(8);
        assertThat(WHOLE.withAssignment(SlotAssignment.none()).epoch()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shard", "-a", "a-", "a/b", "a b", "ä"})
    void refusesANameThatCannotBePartOfAPath(String name) {
        assertThatThrownBy(() -> new Shard(name, List.of("h:1"), "rookery", 1, ShardState.JOINING))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "a:b", "h:1/db?x=y", "h:1,i:2"})
    void refusesAHostThatCouldChangeTheConnectionUrl(String host) {
        assertThatThrownBy(() -> new Shard("a", List.of(host), "rookery", 1, ShardState.JOINING))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAWeightThatIsNone(double weight) {
        assertThatThrownBy(
                        () -> new Shard("a", List.of("h:1"), "rookery", weight, ShardState.JOINING))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
