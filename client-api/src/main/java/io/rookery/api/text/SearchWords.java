package io.rookery.api.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Splits a text or a query into search words, both by the same rules: without case, accents and
 * marks that people leave out. In scripts that are written without spaces, each character and each
 * pair of adjacent characters is a word, since word boundaries are unknown. An emoji is a word.
 */
public final class SearchWords {

    private static final int MOST_WORDS = 4_000;
    private static final int MOST_WANTED = 16;
    private static final int LONGEST_WORD = 100;

    private static final Set<UnicodeScript> WITHOUT_SPACES =
            EnumSet.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.HANGUL,
                    UnicodeScript.BOPOMOFO,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.KHMER,
                    UnicodeScript.MYANMAR,
                    UnicodeScript.TIBETAN);

    private static final Set<UnicodeScript> WITH_ACCENTS =
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.GREEK);

    /** Common replacements for letters that Unicode does not decompose. */
    private static final Map<Integer, String> WRITTEN_AS =
            Map.ofEntries(
                    Map.entry(0x131, "i"),
                    Map.entry(0xDF, "ss"),
                    Map.entry(0xF8, "o"),
                    Map.entry(0x142, "l"),
                    Map.entry(0x111, "d"),
                    Map.entry(0xF0, "d"),
                    Map.entry(0xFE, "th"),
                    Map.entry(0xE6, "ae"),
                    Map.entry(0x153, "oe"),
                    // The final sigma, and Arabic letters as Persian keyboards write them.
                    Map.entry(0x3C2, "\u03C3"),
                    Map.entry(0x6CC, "\u064A"),
                    Map.entry(0x649, "\u064A"),
                    Map.entry(0x6A9, "\u0643"));

    private static final int PROLONGED_SOUND = 0x30FC;
    private static final int TATWEEL = 0x640;

    private final Set<String> words = new LinkedHashSet<>();
    private final StringBuilder word = new StringBuilder();
    private final List<Integer> run = new ArrayList<>();
    private final boolean isWanted;
    private int flag;

    private SearchWords(boolean isWanted) {
        this.isWanted = isWanted;
    }

    /** Returns all words of a text, for the index. */
    public static Set<String> of(String text) {
        return new SearchWords(false).split(text);
    }

    /** Returns the words that a text must contain to match the query; only the first few count. */
    public static List<String> wanted(String query) {
        return new SearchWords(true).split(query).stream().limit(MOST_WANTED).toList();
    }

    /**
     * Returns a full-text query for all the words, in the notation of Postgres.
     *
     * @param isBeginning whether words that begin with these match as well
     */
    public static String query(List<String> words, boolean isBeginning) {
        return words.stream()
                .map(word -> "'" + word.replace("\\", "\\\\").replace("'", "''") + "'")
                .map(word -> isBeginning ? word + ":*" : word)
                .collect(Collectors.joining(" & "));
    }

    private Set<String> split(String text) {
        plain(text).codePoints().forEach(this::take);
        endWord();
        endRun();
        return words;
    }

    private void take(int c) {
        if (isWithoutSpaces(c)) {
            endWord();
            run.add(c);
            return;
        }
        boolean isMarkOfRun = !run.isEmpty() && Words.isMark(c);
        if (isMarkOfRun) {
            run.add(c);
            return;
        }
        endRun();
        if (isRegionalIndicator(c)) {
            endWord();
            takeFlag(c);
        } else if (Character.isLetterOrDigit(c)
                || (Words.isMark(c) && !word.isEmpty())
                || Character.getType(c) == Character.OTHER_NUMBER
                || Character.getType(c) == Character.LETTER_NUMBER) {
            word.appendCodePoint(c);
        } else {
            endWord();
            if (Character.isExtendedPictographic(c)) {
                add(Character.toString(c));
            }
        }
    }

    private void takeFlag(int c) {
        if (flag == 0) {
            flag = c;
        } else {
            add(Character.toString(flag) + Character.toString(c));
            flag = 0;
        }
    }

    private void endWord() {
        if (!word.isEmpty()) {
            int length = Math.min(LONGEST_WORD, word.codePointCount(0, word.length()));
            add(word.substring(0, word.offsetByCodePoints(0, length)));
            word.setLength(0);
        }
    }

    private void endRun() {
        boolean needsSingle = !isWanted || run.size() == 1;
        for (int i = 0; i < run.size(); i++) {
            if (needsSingle) {
                add(Character.toString(run.get(i)));
            }
            if (i + 1 < run.size()) {
                add(Character.toString(run.get(i)) + Character.toString(run.get(i + 1)));
            }
        }
        run.clear();
    }

    private void add(String found) {
        if (words.size() < MOST_WORDS) {
            words.add(found);
        }
    }

    private static boolean isWithoutSpaces(int c) {
        return c == PROLONGED_SOUND
                || (WITHOUT_SPACES.contains(UnicodeScript.of(c)) && Words.isPart(c));
    }

    private static boolean isRegionalIndicator(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF;
    }

    /**
     * Normalises the text: without case, and without the marks that people leave out when they
     * search.
     */
    private static String plain(String text) {
        String apart =
                Normalizer.normalize(
                        Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT),
                        Normalizer.Form.NFD);
        StringBuilder plain = new StringBuilder(apart.length());
        UnicodeScript base = UnicodeScript.COMMON;
        for (int at = 0; at < apart.length(); at += Character.charCount(apart.codePointAt(at))) {
            int c = apart.codePointAt(at);
            UnicodeScript script = UnicodeScript.of(c);
            if (script != UnicodeScript.INHERITED) {
                base = script;
            }
            if (!isLeftOut(c, base)) {
                plain.append(WRITTEN_AS.getOrDefault(c, Character.toString(c)));
            }
        }
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }

    private static boolean isLeftOut(int c, UnicodeScript base) {
        boolean isAccent = c >= 0x300 && c <= 0x36F && WITH_ACCENTS.contains(base);
        boolean isVowelPoint =
                (c >= 0x64B && c <= 0x65F) || c == 0x670 || c == TATWEEL || isHebrewPoint(c);
        return isAccent
                || isVowelPoint
                || Words.isPresentation(c)
                || Character.getType(c) == Character.FORMAT;
    }

    private static boolean isHebrewPoint(int c) {
        return c >= 0x591 && c <= 0x5C7 && Words.isMark(c);
    }
}
