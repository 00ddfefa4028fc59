package io.rookery.storage.placement.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.shard.slot.SlotSet;
import io.rookery.storage.placement.move.MoveProgress.Copied;
import io.rookery.storage.placement.move.MoveProgress.Rows;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class MoveStatusTest {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();
    private static final Move MOVE =
            Move.planned("a1", "shard-1", "shard-0", SlotSet.range(9, 72)).in(MovePhase.COPY);

    /** The names that operators' tools read. */
    @Test
    void namesWhatIsCopiedAndHowFarTheTargetIsBehind() {
        var copied = new Copied(new Rows(50, 1000), new Rows(100, 2000));

        assertThat(JSON.writeValueAsString(MoveStatus.MoveView.of(MOVE, "Waiting.", copied, 7L)))
                .isEqualTo(
                        """
                        {"id":"a1","phase":"copy","source":"shard-1","target":"shard-0","slots":"9-72",\
                        "slot_count":64,"undo":false,"doing":"Waiting.","rows":{"copied":50,"total":100},\
                        "bytes":{"copied":1000,"total":2000},"lag_millis":7}\
                        """);
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(JSON.writeValueAsString(MoveStatus.MoveView.of(MOVE, "Waiting.", null, null)))
                .doesNotContain("rows", "bytes", "lag");
    }
}
