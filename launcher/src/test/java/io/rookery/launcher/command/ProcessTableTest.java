package io.rookery.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.cluster.ProcessReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTableTest {

    @Test
    void alignsColumnsAndAddsUpWhatIsKnown() {
        var table =
                ProcessTable.of(
                        List.of(
                                new ProcessReport(
                                        "shard-0-a", "primary", 4711L, 3210, "running", 20L << 20),
                                new ProcessReport(
                                        "feed-service-0", "service", null, 3120, "stopped", null)));
        assertThat(table)
                .isEqualTo(
                        """
                        PROCESS         ROLE      PID  PORT  STATE     MEMORY
                        shard-0-a       primary  4711  3210  running  20.0 MB
                        feed-service-0  service     -  3120  stopped        -
                                                             in all   20.0 MB
                        """);
    }
}
