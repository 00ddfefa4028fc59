package io.rookery.api.language;

import io.rookery.api.text.Token;
import io.rookery.api.text.Tokens;
import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the language of a text from its script. Most scripts belong to one language, or one of
 * their languages is by far the most written. The Latin script gives no hint.
 */
public final class ScriptLanguage {

    private static final int FEWEST_LETTERS = 2;
    private static final double MOST_OF_THEM = 0.6;

    private static final Map<UnicodeScript, String> ONE_LANGUAGE =
            new EnumMap<>(
                    Map.ofEntries(
                            Map.entry(UnicodeScript.HANGUL, "ko"),
                            Map.entry(UnicodeScript.THAI, "th"),
                            Map.entry(UnicodeScript.LAO, "lo"),
                            Map.entry(UnicodeScript.KHMER, "km"),
                            Map.entry(UnicodeScript.MYANMAR, "my"),
                            Map.entry(UnicodeScript.HEBREW, "he"),
                            Map.entry(UnicodeScript.GREEK, "el"),
                            Map.entry(UnicodeScript.GEORGIAN, "ka"),
                            Map.entry(UnicodeScript.ARMENIAN, "hy"),
                            Map.entry(UnicodeScript.ETHIOPIC, "am"),
                            Map.entry(UnicodeScript.DEVANAGARI, "hi"),
                            Map.entry(UnicodeScript.BENGALI, "bn"),
                            Map.entry(UnicodeScript.TAMIL, "ta"),
                            Map.entry(UnicodeScript.TELUGU, "te"),
                            Map.entry(UnicodeScript.KANNADA, "kn"),
                            Map.entry(UnicodeScript.MALAYALAM, "ml"),
                            Map.entry(UnicodeScript.GUJARATI, "gu"),
                            Map.entry(UnicodeScript.GURMUKHI, "pa"),
                            Map.entry(UnicodeScript.ORIYA, "or"),
                            Map.entry(UnicodeScript.SINHALA, "si"),
                            Map.entry(UnicodeScript.TIBETAN, "bo")));

    /** By guessed language, others whose texts may look the same because they share its script. */
    private static final Map<String, Set<String>> ALIKE =
            Map.of(
                    "zh", Set.of("zh", "ja", "yue", "nan", "hak", "wuu"),
                    "hi", Set.of("mr", "ne", "sa", "mai", "bho", "kok"),
                    "ru", Set.of("bg", "mk", "kk", "ky", "mn", "tg", "tt", "sr", "be", "uk", "ce"),
                    "ar", Set.of("fa", "ur", "ps", "ckb", "ug", "sd"),
                    "fa", Set.of("ps", "ckb", "ur", "sd"),
                    "he", Set.of("yi"),
                    "bn", Set.of("as"),
                    "am", Set.of("ti"),
                    "el", Set.of("grc"));

    private final Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    private final StringBuilder text = new StringBuilder();
    private int all;

    private ScriptLanguage() {}

    /**
     * Returns the language's code, or the likely language if that is written in the same letters.
     * Then the text may be in either, and the likely one has a reason for it.
     *
     * @param likely the language that the author usually writes in, as a BCP 47 tag
     */
    public static Optional<String> of(String text, @Nullable String likely) {
        Optional<String> found = of(text);
        if (found.isEmpty() || likely == null) {
            return found;
        }
        String language = Locale.forLanguageTag(likely).getLanguage();
        return found.filter(one -> !ALIKE.getOrDefault(one, Set.of()).contains(language))
                .or(() -> Optional.of(likely));
    }

    /**
     * Returns the language's code; empty for a text that is too short, mixed, or in the Latin
     * script.
     */
    public static Optional<String> of(String text) {
        ScriptLanguage counts = new ScriptLanguage();
        for (Token token : Tokens.of(text)) {
            if (token instanceof Token.Plain || token instanceof Token.Hash) {
                counts.add(token.text());
            }
        }
        return Optional.ofNullable(counts.language());
    }

    private void add(String part) {
        text.append(part);
        part.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> {
                    letters.merge(UnicodeScript.of(letter), 1, Integer::sum);
                    all++;
                });
    }

    private @Nullable String language() {
        if (all < FEWEST_LETTERS) {
            return null;
        }
        // Japanese uses three scripts, and shares one of them with Chinese.
        int kana = count(UnicodeScript.HIRAGANA) + count(UnicodeScript.KATAKANA);
        int han = count(UnicodeScript.HAN);
        if (isMost(kana + han)) {
            return kana > 0 ? "ja" : "zh";
        }
        if (isMost(count(UnicodeScript.ARABIC))) {
            return has("\u0679\u0688\u0691\u06BA\u06D2")
                    ? "ur"
                    : has("\u067E\u0686\u0698\u06AF\u06A9\u06CC") ? "fa" : "ar";
        }
        if (isMost(count(UnicodeScript.CYRILLIC))) {
            return has("\u0456\u0457\u0454\u0491") && !has("\u045E")
                    ? "uk"
                    : has("\u045E") ? "be" : has("\u0452\u045B\u045F") ? "sr" : "ru";
        }
        return ONE_LANGUAGE.entrySet().stream()
                .filter(entry -> isMost(count(entry.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private int count(UnicodeScript script) {
        return letters.getOrDefault(script, 0);
    }

    private boolean isMost(int some) {
        return some >= FEWEST_LETTERS && some >= all * MOST_OF_THEM;
    }

    private boolean has(String anyOf) {
        return text.chars().anyMatch(c -> anyOf.indexOf(Character.toLowerCase(c)) >= 0);
    }
}
