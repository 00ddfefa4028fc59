package io.rookery.api.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.util.UriUtils;

/**
 * Parses and normalises hashtags: {@code #} and a word with a letter in it, or with a separator
 * between other characters, as in <a
 * href="https://github.com/mastodon/mastodon/blob/main/app/models/tag.rb">Mastodon</a>.
 */
public final class Hashtags {

    /**
     * The longest normalised name, in bytes of UTF-8: the keys of indexes hold the name. A single
     * visible character may take thousands of bytes.
     */
    public static final int LONGEST = 500;

    /**
     * What the dotted capital I of Turkish becomes in lower case: others write it without the dot.
     */
    private static final String DOTTED_I = "i\u0307";

    private Hashtags() {}

    /** Whether the character is a hash sign, also the full-width one. */
    static boolean isSign(char c) {
        return c == '#' || c == '\uFF03';
    }

    /**
     * Returns where the name that begins at a position ends; that position if no name begins there.
     */
    static int endOfName(String text, int begin) {
        int end = begin;
        int at = begin;
        boolean isName = false;
        boolean isSeparated = false;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            boolean isPart = Words.isPart(c);
            if (at == begin && (!isPart || Words.isMark(c))) {
                return begin;
            }
            if (!isPart && !Words.isInner(c)) {
                break;
            }
            isName |= Character.isAlphabetic(c) || (isPart && isSeparated);
            isSeparated |= at > begin && (c == '_' || Words.isInner(c));
            at += Character.charCount(c);
            if (isPart) {
                end = at;
            }
        }
        return isName ? end : begin;
    }

    /** Returns the name under which a hashtag is stored: normalised, in lower case. */
    public static String normalise(String name) {
        if (name.chars().allMatch(c -> c < 0x80)) {
            return name.toLowerCase(Locale.ROOT);
        }
        // NFKC decomposes some letters into several characters, some of which are not letters.
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace(DOTTED_I, "i")
                .codePoints()
                .filter(c -> Words.isPart(c) || Words.isInner(c))
                .filter(c -> !Words.isPresentation(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Whether a normalised name is short enough; a longer one is no hashtag. */
    public static boolean isKept(String normalised) {
        return !normalised.isEmpty() && normalised.getBytes(UTF_8).length <= LONGEST;
    }

    /**
     * Returns the normalised name for a client's input, with or without its #; empty if it is no
     * hashtag.
     */
    public static Optional<String> parse(String given) {
        String name = !given.isEmpty() && isSign(given.charAt(0)) ? given.substring(1) : given;
        boolean wellFormed =
                !name.isEmpty() && name.length() <= LONGEST && endOfName(name, 0) == name.length();
        return wellFormed
                ? Optional.of(normalise(name)).filter(Hashtags::isKept)
                : Optional.empty();
    }

    /**
     * Returns the address of a hashtag's page.
     *
     * @param base public address of this Rookery
     * @param name normalised name
     */
    public static String address(String base, String name) {
        return base + "/tags/" + UriUtils.encodePathSegment(name, UTF_8);
    }
}
