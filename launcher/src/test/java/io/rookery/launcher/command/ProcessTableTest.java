package io.rookery.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.cluster.ProcessReport;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTableTest {

    @Test
    void alignsColumnsAndAddsUpWhatIsKnown() {
        var table =
                new ProcessTable(terminal(false))
                        .of(
                                List.of(
                                        new ProcessReport(
                                                "shard-0-a",
                                                "primary",
                                                4711L,
                                                3210,
                                                "running",
                                                20L << 20),
                                        new ProcessReport(
                                                "feed-service-0",
                                                "service",
                                                null,
                                                3120,
                                                "stopped",
                                                null)));
        assertThat(table)
                .isEqualTo(
                        """
                        PROCESS         ROLE      PID  PORT  STATE     MEMORY
                        shard-0-a       primary  4711  3210  running  20.0 MB
                        feed-service-0  service     -  3120  stopped        -
                                                             total    20.0 MB
                        """);
    }

    @Test
    void coloursStatesForPeopleWithoutMovingColumns() {
        var process = new ProcessReport("redis-0", "primary", 1L, 3230, "frozen", null);
        var plain = new ProcessTable(terminal(false)).of(List.of(process));
        var coloured = new ProcessTable(terminal(true)).of(List.of(process));
        assertThat(coloured).contains("\u001b[33mfrozen\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[\\d*m", "")).isEqualTo(plain);
    }

    private static Terminal terminal(boolean interactive) {
        return new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream()),
                interactive);
    }
}
