package io.rookery.api.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits a text into {@link Token}s, in one pass. */
public final class Tokens {

    /** Punctuation that ends an address belongs to the sentence, and not to the address. */
    private static final String TRAILING =
            ".,;:!?'\"*_~\uFF0E\u2026\u2018\u2019\u201A\u2039\u203A\u060C\u061B\u061F\u06D4\u0964\u0965";

    /** Characters that are in no address, and that may follow one where there are no spaces. */
    private static final String OUTSIDE =
            "<>\"`{}|\\^\u3001\u3002\u3008\u3009\u300A\u300B\u300C\u300D\u300E\u300F\u3010\u3011"
                    + "\u3014\u3015\u3016\u3017\uFF01\uFF08\uFF09\uFF0C\uFF1A\uFF1B\uFF1F"
                    + "\u201C\u201D\u201E\u00AB\u00BB";

    private static final Pattern USERNAME =
            Pattern.compile("[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*+");
    private static final Pattern DOMAIN =
            Pattern.compile(
                    "[\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}]+(?:[.-]+[\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}]+)*+(?::[0-9]{1,5}+)?");

    /** If this follows {@code @name}, it is no mention, but for example a part of a word. */
    private static final Pattern NO_MENTION =
            Pattern.compile("[@\uFF20\u00C0-\u024F\u1E00-\u1EFF]|://");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();

    /** Where the plain text begins that has no token yet. */
    private int plain;

    private int at;

    private Tokens(String text) {
        this.text = text;
    }

    /** The tokens of a text, in order. */
    public static List<Token> of(String text) {
        return new Tokens(text).split();
    }

    private List<Token> split() {
        while (at < text.length()) {
            Token token = special(text.charAt(at));
            if (token == null) {
                at++;
            } else {
                flush();
                tokens.add(token);
                at += token.text().length();
                plain = at;
            }
        }
        flush();
        return tokens;
    }

    private void flush() {
        if (plain < at) {
            tokens.add(new Token.Plain(text.substring(plain, at)));
        }
    }

    private @Nullable Token special(char first) {
        return switch (first) {
            case '@' -> at();
            case '#', '\uFF03' -> hash();
            case 'h', 'H' -> url();
            default -> null;
        };
    }

    private @Nullable Token url() {
        if (isInName() || isAfter("@\uFF20$#\uFF03") || !startsAt(at, "http")) {
            return null;
        }
        int scheme = startsAt(at, "https://") ? 8 : startsAt(at, "http://") ? 7 : 0;
        int end = at + scheme;
        if (scheme == 0
                || end >= text.length()
                || !Character.isLetterOrDigit(text.codePointAt(end))) {
            return null;
        }
        end = endOfHost(end);
        boolean goesOn = end < text.length() && "/?#".indexOf(text.charAt(end)) >= 0;
        if (goesOn) {
            end = endOfPath(end);
        }
        while (TRAILING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return new Token.Url(text.substring(at, end));
    }

    /**
     * Returns where the host that begins at a position, with its port, ends. The last label of a
     * host name is in one script: if another script follows without a space, the host ends there.
     */
    private int endOfHost(int begin) {
        int end = begin;
        int lastPart = begin;
        while (end < text.length()
                && isUrl(text.charAt(end))
                && "/?#:()[]".indexOf(text.charAt(end)) < 0) {
            if (text.charAt(end) == '.') {
                lastPart = end + 1;
            }
            end++;
        }
        boolean isName = lastPart > begin && lastPart < end && isAscii(text.charAt(lastPart));
        if (isName) {
            int other = lastPart;
            while (other < end && isAscii(text.charAt(other))) {
                other++;
            }
            if (other < end) {
                return other;
            }
        }
        if (end < text.length() && text.charAt(end) == ':') {
            int port = end + 1;
            while (port < text.length()
                    && Character.digit(text.charAt(port), 10) >= 0
                    && isAscii(text.charAt(port))) {
                port++;
            }
            return port > end + 1 ? port : end;
        }
        return end;
    }

    /**
     * Returns where the rest of the address ends; excludes a closing bracket that was opened before
     * the address.
     */
    private int endOfPath(int begin) {
        int round = 0;
        int square = 0;
        int end = begin;
        while (end < text.length() && isUrl(text.charAt(end))) {
            switch (text.charAt(end)) {
                case '(' -> round++;
                case ')' -> round--;
                case '[' -> square++;
                case ']' -> square--;
                default -> {}
            }
            if (round < 0 || square < 0) {
                break;
            }
            end++;
        }
        return end;
    }

    private static boolean isAscii(char c) {
        return c < 0x80;
    }

    private @Nullable Token at() {
        if (isInWord() || isAfter("@/=")) {
            return null;
        }
        Matcher username = USERNAME.matcher(text).region(at + 1, text.length());
        if (!username.lookingAt()) {
            return null;
        }
        int end = username.end();
        String domain = null;
        if (end < text.length() && text.charAt(end) == '@') {
            Matcher found = DOMAIN.matcher(text).region(end + 1, text.length());
            if (found.lookingAt()) {
                domain = found.group();
                end = found.end();
            }
        }
        return NO_MENTION.matcher(text).region(end, text.length()).lookingAt()
                ? null
                : new Token.At(username.group(), domain);
    }

    private @Nullable Token hash() {
        if (isInWord() || isAfter("#\uFF03/&=)")) {
            return null;
        }
        int end = Hashtags.endOfName(text, at + 1);
        boolean isKept =
                end > at + 1 && Hashtags.isKept(Hashtags.normalise(text.substring(at + 1, end)));
        return isKept ? new Token.Hash(text.substring(at, end)) : null;
    }

    /** Whether the position is inside a word; an emoji is not part of a word. */
    private boolean isInWord() {
        return at > 0
                && Words.isPart(text.codePointBefore(at))
                && !Words.isPresentation(text.codePointBefore(at));
    }

    /** Whether an ASCII letter or digit is directly before the position, as in an identifier. */
    private boolean isInName() {
        return at > 0
                && text.charAt(at - 1) < 0x80
                && Character.isLetterOrDigit(text.charAt(at - 1));
    }

    private boolean isAfter(String characters) {
        return at > 0 && characters.indexOf(text.charAt(at - 1)) >= 0;
    }

    private boolean startsAt(int position, String word) {
        return text.regionMatches(true, position, word, 0, word.length());
    }

    private static boolean isUrl(char c) {
        return c > ' '
                && OUTSIDE.indexOf(c) < 0
                && !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && (Character.getType(c) != Character.FORMAT || isJoiner(c));
    }

    /** Some scripts use it to join letters or to keep them apart. */
    private static boolean isJoiner(char c) {
        return c == '\u200C' || c == '\u200D';
    }
}
