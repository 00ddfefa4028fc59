package io.rookery.launcher.command;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads answers and writes what people or programs read.
 *
 * @param input what somebody types
 * @param output what the command prints
 * @param interactive whether a person looks at the output, so that it may have colours and be
 *     overwritten
 */
record Terminal(InputStream input, PrintStream output, boolean interactive) {

    private static final String RESET = "\u001b[0m";
    private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

    /** The terminal of this process. Colours are off where {@code NO_COLOR} is set. */
    @SuppressWarnings(
            "SystemConsoleNull") // it is null again since JDK 25 where input is no terminal
    static Terminal ofProcess() {
        var console = System.console();
        return new Terminal(
                System.in,
                System.out,
                console != null && console.isTerminal() && System.getenv("NO_COLOR") == null);
    }

    /** The text in a colour, or as it is where there are no colours. */
    String coloured(Colour colour, String text) {
        return interactive ? colour.code + text + RESET : text;
    }

    /** Removes what is on the screen, if a person looks at one. */
    void clear() {
        if (interactive) {
            output.print(CLEAR);
        }
    }

    /** Colours by what they mean. */
    enum Colour {
        GOOD("\u001b[32m"),
        WARNING("\u001b[33m"),
        BAD("\u001b[31m");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }
}
