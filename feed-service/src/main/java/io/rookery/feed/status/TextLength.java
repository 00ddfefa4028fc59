package io.rookery.feed.status;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * How long a text is by the API's count: characters as people see them, 23 for each address
 * whatever its length, and a mention without its domain.
 */
final class TextLength {

    /** The most that a status may have, its content warning included. */
    static final int LIMIT = 500;

    /** What every address counts. */
    static final int URL = 23;

    /** An address longer than that counts as it is. */
    private static final int LONGEST_URL = 2048;

    private TextLength() {}

    static int of(String text) {
        int length = 0;
        for (Token token : Tokens.of(text)) {
            length +=
                    switch (token) {
                        case Token.Url(var url) -> url.length() > LONGEST_URL ? url.length() : URL;
                        case Token.At(var username, var domain) -> 1 + username.length();
                        case Token.Plain plain -> characters(plain.text());
                        case Token.Hash hash -> characters(hash.text());
                    };
        }
        return length;
    }

    /** Characters as people see them. */
    static int characters(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text.length();
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int count = 0;
        while (characters.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }
}
