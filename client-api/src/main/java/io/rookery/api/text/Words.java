package io.rookery.api.text;

/** Classifies the characters that words are made of, in any script. */
final class Words {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int MIDDLE_DOT = 0xB7;
    private static final int KATAKANA_MIDDLE_DOT = 0x30FB;

    private Words() {}

    /** Whether it is a letter, a digit, a combining mark, or a connector such as {@code _}. */
    static boolean isPart(int codePoint) {
        return Character.isAlphabetic(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.DECIMAL_DIGIT_NUMBER,
                            Character.CONNECTOR_PUNCTUATION,
                            Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK ->
                            true;
                    default -> false;
                };
    }

    /** Whether it may be inside a word, but not at its beginning or end. */
    static boolean isInner(int codePoint) {
        return codePoint == ZERO_WIDTH_NON_JOINER
                || codePoint == ZERO_WIDTH_JOINER
                || codePoint == MIDDLE_DOT
                || codePoint == KATAKANA_MIDDLE_DOT;
    }

    /** Whether it is a mark, which combines with the character before it. */
    static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
            default -> false;
        };
    }

    /** Whether it selects how a character is drawn, and does not change which character it is. */
    static boolean isPresentation(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF)
                || codePoint == 0x034F
                || Character.getType(codePoint) == Character.ENCLOSING_MARK;
    }
}
