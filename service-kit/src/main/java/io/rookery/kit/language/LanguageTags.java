package io.rookery.kit.language;

import java.util.Collection;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/**
 * Languages as clients name them, each in the one spelling in which it is kept and compared, that
 * of BCP 47: {@code PT_br} is {@code pt-BR}.
 */
public final class LanguageTags {

    /** What texts are in of which nothing says in which language they are. */
    public static final String OF_INSTANCE = "en";

    /** A language has a code of two letters or, where there is none, of three. */
    private static final int LETTERS = 2;

    private LanguageTags() {}

    /** The language, perhaps with a script and a region; none if the text names no language. */
    public static Optional<String> parse(String given) {
        try {
            Locale locale =
                    new Locale.Builder().setLanguageTag(given.strip().replace('_', '-')).build();
            int letters = locale.getLanguage().length();
            boolean isPlain =
                    (letters == LETTERS || letters == LETTERS + 1)
                            && locale.getVariant().isEmpty()
                            && !locale.hasExtensions();
            return isPlain ? Optional.of(locale.toLanguageTag()) : Optional.empty();
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    /** The same; what names no language stays as it is. */
    public static String orAsIs(String given) {
        return parse(given).orElse(given);
    }

    /** Whether the language is among those; one without a region stands for all its regions. */
    public static boolean isAmong(Collection<String> tags, String tag) {
        int part = tag.indexOf('-');
        while (part > 0) {
            if (tags.contains(tag.substring(0, part))) {
                return true;
            }
            part = tag.indexOf('-', part + 1);
        }
        return tags.contains(tag);
    }
}
