package io.rookery.user.account;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Removes invisible characters from a name, because one name could pass for another one by them.
 * Invisible characters that affect how their neighbours are drawn, such as joiners, are kept where
 * they do so.
 */
final class ShownName {

    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int FLAG = 0x1F3F4;
    private static final int FIRST_TAG = 0xE0020;
    private static final int LAST_TAG = 0xE007F;

    private static final int FIRST_VARIANT = 0xE0100;
    private static final int LAST_VARIANT = 0xE01EF;

    /** Scripts whose letters look the same with and without a joiner. */
    private static final Set<UnicodeScript> WITHOUT_JOINING =
            EnumSet.of(
                    UnicodeScript.LATIN,
                    UnicodeScript.GREEK,
                    UnicodeScript.CYRILLIC,
                    UnicodeScript.ARMENIAN,
                    UnicodeScript.GEORGIAN,
                    UnicodeScript.HEBREW,
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.HANGUL,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO);

    private final int[] name;
    private final StringBuilder shown = new StringBuilder();
    private boolean isFlag;

    private ShownName(String name) {
        this.name = name.codePoints().toArray();
    }

    /** The name without invisible characters; empty if nothing visible is left. */
    static String of(String name) {
        ShownName made = new ShownName(name);
        for (int i = 0; i < made.name.length; i++) {
            made.take(i);
        }
        String shown = made.shown.toString();
        return shown.codePoints().allMatch(ShownName::isBlank) ? "" : shown.strip();
    }

    private void take(int at) {
        int c = name[at];
        boolean isTag = c >= FIRST_TAG && c <= LAST_TAG;
        isFlag = c == FLAG || (isFlag && isTag);
        if (isSeen(c) || (isFlag && isTag) || isStyle(c) || isVariant(c) || joins(c, at)) {
            shown.appendCodePoint(c);
        }
    }

    private boolean isStyle(int c) {
        return (c == TEXT_STYLE || c == EMOJI_STYLE)
                && !shown.isEmpty()
                && Character.isEmoji(shown.codePointBefore(shown.length()));
    }

    /** Whether it selects the variant of an ideograph, which matters to people with such names. */
    private boolean isVariant(int c) {
        return c >= FIRST_VARIANT
                && c <= LAST_VARIANT
                && !shown.isEmpty()
                && UnicodeScript.of(shown.codePointBefore(shown.length())) == UnicodeScript.HAN;
    }

    private boolean joins(int c, int at) {
        return (c == JOINER || c == NON_JOINER)
                && !shown.isEmpty()
                && isJoined(shown.codePointBefore(shown.length()))
                && at + 1 < name.length
                && isJoined(name[at + 1]);
    }

    /** Whether the character may be drawn differently beside a joiner. */
    private static boolean isJoined(int c) {
        return (Character.isAlphabetic(c) && !WITHOUT_JOINING.contains(UnicodeScript.of(c)))
                || Character.isExtendedPictographic(c)
                || Character.isEmojiModifier(c)
                || c == EMOJI_STYLE
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.CONTROL, Character.PRIVATE_USE -> false;
            // Code points reserved for future emoji have the property before they are assigned.
            case Character.UNASSIGNED -> Character.isExtendedPictographic(c);
            default -> !isFiller(c);
        };
    }

    /** Letters, marks and symbols that are drawn as nothing (Default_Ignorable_Code_Point). */
    private static boolean isFiller(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || (c >= 0x180B && c <= 0x180F)
                || c == 0x2800
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFFA0
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
