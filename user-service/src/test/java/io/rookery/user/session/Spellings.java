package io.rookery.user.session;

import java.util.Random;

/**
 * Creates other spellings of an ASCII text that are equal to it after NFKC and conversion to lower
 * case.
 */
public final class Spellings {

    private static final int TO_FULL_WIDTH = 0xfee0;
    private static final int BOLD_A = 0x1d400;

    private Spellings() {}

    public static String of(String text, Random random) {
        StringBuilder spelling = new StringBuilder(random.nextBoolean() ? " " : "");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int upper = Character.toUpperCase(c);
            switch (random.nextInt(4)) {
                case 0 -> spelling.append((char) (c + TO_FULL_WIDTH));
                case 1 -> spelling.appendCodePoint(upper);
                case 2 ->
                        spelling.appendCodePoint(
                                upper >= 'A' && upper <= 'Z' ? BOLD_A + upper - 'A' : c);
                default -> spelling.append(c);
            }
        }
        return spelling.append(random.nextBoolean() ? "\t" : "").toString();
    }
}
