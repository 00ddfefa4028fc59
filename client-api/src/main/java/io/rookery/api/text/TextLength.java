package io.rookery.api.text;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * Measures a text as the API counts it: characters as people see them, 23 for each address whatever
 * its length, and a mention without its domain.
 */
public final class TextLength {

    /** The length that each address counts as. */
    public static final int URL = 23;

    /** The longest address that counts as {@link #URL}; a longer one counts in full. */
    private static final int LONGEST_URL = 2048;

    private static final String IN_ITS_PLACE = "x".repeat(URL);

    private TextLength() {}

    /** Returns the length of a text with addresses and mentions. */
    public static int of(String text) {
        return characters(counted(text));
    }

    /** Returns the length of a content warning and the text behind it. */
    public static int of(String warning, String text) {
        return characters(warning + counted(text));
    }

    /** Returns the number of characters as people see them. */
    public static int characters(String text) {
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

    private static String counted(String text) {
        StringBuilder counted = new StringBuilder(text.length());
        for (Token token : Tokens.of(text)) {
            counted.append(
                    switch (token) {
                        case Token.Url(var url) -> url.length() > LONGEST_URL ? url : IN_ITS_PLACE;
                        case Token.At(var username, var _) -> "@" + username;
                        case Token.Plain(var plain) -> plain;
                        case Token.Hash(var hash) -> hash;
                    });
        }
        return counted.toString();
    }
}
