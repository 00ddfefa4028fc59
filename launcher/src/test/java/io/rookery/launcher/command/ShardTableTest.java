package io.rookery.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShardTableTest {

    private static final JsonNode MOVING =
            JsonMapper.shared()
                    .readTree(
                            """
                            {"paused": false, "even": false,
                             "shards": [{"name": "shard-0", "state": "active", "slots": 8192, "weight": 1.0},
                                        {"name": "shard-1", "state": "draining", "slots": 8192, "weight": 2.5}],
                             "moves": [{"id": "a1", "phase": "copy", "source": "shard-1", "target": "shard-0",
                                        "slots": "9-72", "slot_count": 64, "undo": false,
                                        "doing": "Waiting: the target copies the rows.",
                                        "rows": {"copied": 50, "total": 100},
                                        "bytes": {"copied": 1048576, "total": 2097152}, "lag_millis": 7}]}
                            """);

    @Test
    void showsShardsAndHowFarMovesAre() {
        assertThat(ShardTable.of(MOVING))
                .containsPattern("shard-1 +draining +8192 +2\\.5")
                .contains("a1  shard-1 > shard-0  64 slots  copy")
                .contains("[##########..........] 50 of 100 rows, 1.0 of 2.0 MB  lag 7 ms")
                .contains("\n    Waiting: the target copies the rows.\n");
    }

    @Test
    void saysThatMovesArePaused() {
        var paused = JsonMapper.shared().readTree("{\"paused\": true}");
        assertThat(ShardTable.of(paused)).contains("./rookery shard resume");
    }

    @Test
    void knowsWhichShardsTakePartInMoves() {
        assertThat(ShardTable.isMoving(MOVING, "shard-0")).isTrue();
        assertThat(ShardTable.isMoving(MOVING, "shard-2")).isFalse();
        assertThat(ShardTable.has(MOVING, "shard-1")).isTrue();
        assertThat(ShardTable.has(MOVING, "shard-2")).isFalse();
        assertThat(ShardTable.isEven(MOVING)).isFalse();
    }

    @Test
    void drawsABarForAnyProgress() {
        assertThat(ShardTable.bar(0, 7)).isEqualTo("[....................]");
        assertThat(ShardTable.bar(7, 7)).isEqualTo("[####################]");
        assertThat(ShardTable.bar(9, 7)).isEqualTo("[####################]");
        assertThat(ShardTable.bar(0, 0)).isEqualTo("[####################]");
    }
}
