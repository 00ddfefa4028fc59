package io.rookery.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void hasNoColoursWhereItsOutputIsReadByAProgram() {
        var terminal = Terminal.ofProcess();

        assertThat(terminal.interactive()).isFalse();
        assertThat(terminal.coloured(Terminal.Colour.BAD, "stopped")).isEqualTo("stopped");
    }
}
