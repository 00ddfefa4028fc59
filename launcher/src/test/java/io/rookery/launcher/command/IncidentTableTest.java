package io.rookery.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class IncidentTableTest {

    @Test
    void saysSoWhenNothingHasGoneWrong() {
        assertThat(table("[]")).isEqualTo("There are no incidents.\n");
    }

    @Test
    void showsHowSoonAnIncidentWasDetectedAndDealtWith() {
        assertThat(
                        table(
                                """
                                [{"id": "7", "kind": "crashed", "response": ["It answers again."],
                                  "component": {"type": "postgres", "group": "shard-0",
                                                "address": "127.0.0.1:3210", "name": "shard-0-a"},
                                  "times": {"began": "2026-07-01T10:00:00Z",
                                            "detected": "2026-07-01T10:00:01.25Z",
                                            "routed_around": null,
                                            "repaired": "2026-07-01T10:00:09Z"}}]
                                """))
                .contains("2026-07-01T10:00:00Z", "crashed", "shard-0-a 127.0.0.1:3210")
                .containsPattern("\\+1\\.[23] s +- +\\+9\\.0 s")
                .contains("\n    It answers again.\n");
    }

    private static String table(String incidents) {
        return IncidentTable.of(JsonMapper.shared().readTree(incidents));
    }
}
