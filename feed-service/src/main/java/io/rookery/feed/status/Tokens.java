package io.rookery.feed.status;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits a text into {@link Token}s, in one pass. */
final class Tokens {

    private static final String TRAILING = ".,;:!?'\"*_~";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();

    /** Where the plain text begins that is not yet a token. */
    private int plain;

    private int at;

    private Tokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
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
            case '#' -> hash();
            case 'h', 'H' -> url();
            default -> null;
        };
    }

    private @Nullable Token url() {
        if (follows(at) || !startsAt(at, "http")) {
            return null;
        }
        int scheme = startsAt(at, "https://") ? 8 : startsAt(at, "http://") ? 7 : 0;
        int end = at + scheme;
        if (scheme == 0 || end >= text.length() || !Character.isLetterOrDigit(text.charAt(end))) {
            return null;
        }
        int open = 0;
        while (end < text.length() && isUrl(text.charAt(end))) {
            char c = text.charAt(end);
            if (c == '(') {
                open++;
            } else if (c == ')' && --open < 0) {
                break;
            }
            end++;
        }
        while (TRAILING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return new Token.Url(text.substring(at, end));
    }

    private @Nullable Token at() {
        if (follows(at) || isAfter("@/=")) {
            return null;
        }
        int end = at + 1;
        while (end < text.length() && isUsername(text.charAt(end))) {
            end++;
        }
        if (end == at + 1) {
            return null;
        }
        String username = text.substring(at + 1, end);
        if (end == text.length() || text.charAt(end) != '@') {
            return new Token.At(username, null);
        }
        int domain = end + 1;
        int last = domain;
        while (last < text.length() && isDomain(text.charAt(last))) {
            last++;
        }
        while (last > domain && !isUsername(text.charAt(last - 1))) {
            last--;
        }
        return new Token.At(username, last == domain ? null : text.substring(domain, last));
    }

    private @Nullable Token hash() {
        if (follows(at) || isAfter("#/&")) {
            return null;
        }
        int end = at + 1;
        boolean onlyDigits = true;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (!Hashtags.isPart(c)) {
                break;
            }
            onlyDigits &= Character.isDigit(c);
            end += Character.charCount(c);
        }
        if (onlyDigits) {
            return null;
        }
        String name = text.substring(at + 1, end);
        return Hashtags.isKept(Hashtags.normalise(name)) ? new Token.Hash(name) : null;
    }

    /** Whether the position is in the middle of a word. */
    private boolean follows(int position) {
        return position > 0 && Hashtags.isPart(text.codePointBefore(position));
    }

    private boolean isAfter(String characters) {
        return at > 0 && characters.indexOf(text.charAt(at - 1)) >= 0;
    }

    private boolean startsAt(int position, String word) {
        return text.regionMatches(true, position, word, 0, word.length());
    }

    private static boolean isUrl(char c) {
        return c > ' ' && "<>\"`{}|\\^".indexOf(c) < 0 && !Character.isWhitespace(c) && c != 0xA0;
    }

    private static boolean isUsername(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
    }

    private static boolean isDomain(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == ':');
    }
}
