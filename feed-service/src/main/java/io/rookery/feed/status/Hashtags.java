package io.rookery.feed.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** How hashtags are written and looked up. */
public final class Hashtags {

    /**
     * In bytes of UTF-8, by the name that is kept: the keys of indexes hold it. What people see as
     * one character may take thousands.
     */
    static final int LONGEST = 500;

    private Hashtags() {}

    /** Whether the character can be part of a hashtag, and of a word. */
    static boolean isPart(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || codePoint == '_'
                || switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
                    default -> false;
                };
    }

    /** The name by which a hashtag is kept: normalised, in lower case. */
    public static String normalise(String name) {
        if (name.chars().allMatch(c -> c < 0x80)) {
            return name.toLowerCase(Locale.ROOT);
        }
        // Some letters are taken apart into several characters, of which not all are letters.
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Hashtags::isPart)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Whether a name, as it is kept, is short enough for one; what is longer is no hashtag. */
    public static boolean isKept(String normalised) {
        return !normalised.isEmpty() && normalised.getBytes(UTF_8).length <= LONGEST;
    }

    /**
     * The name to look up for what a client has given, with or without its #; none if it is no
     * hashtag.
     */
    public static Optional<String> parse(String given) {
        String name = given.startsWith("#") ? given.substring(1) : given;
        boolean wellFormed =
                !name.isEmpty()
                        && name.length() <= LONGEST
                        && name.codePoints().allMatch(Hashtags::isPart)
                        && !name.codePoints().allMatch(Character::isDigit);
        return wellFormed
                ? Optional.of(normalise(name)).filter(Hashtags::isKept)
                : Optional.empty();
    }
}
