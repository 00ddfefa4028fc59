package io.rookery.api.language;

import java.util.Collection;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/**
 * Normalises the language tags that clients send. Each language is stored and compared in one
 * spelling, that of BCP 47: {@code PT_br} becomes {@code pt-BR}.
 */
public final class LanguageTags {

    /** The default language: that of texts for which no language is known. */
    public static final String OF_INSTANCE = "en";

    /** Language codes have two letters or, where there is no such code, three. */
    private static final int LETTERS = 2;

    private LanguageTags() {}

    /**
     * Parses a language, with an optional script and region; empty if the text names no language.
     */
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

    /** Parses a language like {@link #parse}; returns the text unchanged if it names none. */
    public static String orAsIs(String given) {
        return parse(given).orElse(given);
    }

    /** Whether the tags contain the language; a tag without a region covers all its regions. */
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
