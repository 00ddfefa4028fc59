package io.rookery.api.parameters;

import io.rookery.kit.error.ApiException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request: of its query, form, multipart form or JSON body. If a name occurs
 * more than once, the body wins, and then the last value. Controllers take it as an argument.
 *
 * <p>A name may be a path: {@code source[privacy]} is the member {@code privacy} of {@code source}.
 * Values of the wrong type are refused with {@link ApiException} 422.
 */
public final class Parameters {

    private static final int MOST_ID_DIGITS = 19;

    /** Every number with at most this many digits fits into a long. */
    private static final int CERTAIN_DIGITS = 18;

    private static final Pattern NUMERAL =
            Pattern.compile("(?<sign>[+-]?)(?<digits>[0-9]++)(\\.[0-9]*+)?");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=.)");

    private final Map<String, ?> values;

    Parameters(Map<String, ?> values) {
        this.values = values;
    }

    /** Whether a value was given, even an empty one; JSON's null counts as not given. */
    public boolean has(String name) {
        return find(name) != null;
    }

    /** The text as given; null without one. */
    public @Nullable String text(String name) {
        Object value = find(name);
        return value == null ? null : asText(name, value);
    }

    /**
     * The text, which must hold more than white space.
     *
     * @throws ApiException 422 {@code Validation failed: … can't be blank}
     */
    public String requiredText(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            throw ApiException.invalid(label(name) + " can't be blank");
        }
        return text;
    }

    /** All texts given as {@code name[]}, as a JSON array, or a single one; empty without any. */
    public List<String> texts(String name) {
        return elements(name).stream().map(element -> asText(name, element)).toList();
    }

    /** True or false as the API's clients write it; the default when not given or empty. */
    public boolean flag(String name, boolean defaultValue) {
        return switch (find(name)) {
            case null -> defaultValue;
            case Boolean flag -> flag;
            case Object value ->
                    switch (asText(name, value)) {
                        case "" -> defaultValue;
                        case "0", "f", "F", "false", "FALSE", "False", "off", "OFF" -> false;
                        default -> true;
                    };
        };
    }

    /** A whole number, if given. */
    public OptionalInt number(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            throw invalid(name, " is not a number");
        }
    }

    /** The {@code limit} as any number, clamped to 1 to max. */
    public int limit(int defaultLimit, int max) {
        return Math.clamp(numeral("limit").orElse(defaultLimit), 1, max);
    }

    /** The {@code offset} as any number, clamped to 0 to deepest. */
    public int offset(int deepest) {
        return Math.clamp(numeral("offset").orElse(0), 0, deepest);
    }

    /** An identifier, if given. */
    public OptionalLong id(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong id = parseId(text);
        if (id.isEmpty()) {
            throw invalid(name, " is invalid");
        }
        return id;
    }

    /**
     * The cursor of a place in a list, if given: an identifier, or another number. A negative
     * number counts as 0, one that is too large as the greatest long.
     */
    public OptionalLong cursor(String name) {
        OptionalLong number = numeral(name);
        return number.isEmpty() ? number : OptionalLong.of(Math.max(0, number.getAsLong()));
    }

    /** Parses a number in any common notation, and drops its fraction. */
    private OptionalLong numeral(String name) {
        Object value = find(name);
        if (value instanceof Number number && !(value instanceof BigInteger)) {
            return OptionalLong.of(number.longValue());
        }
        String text = value instanceof BigInteger ? value.toString() : text(name);
        if (text == null || text.isBlank()) {
            return OptionalLong.empty();
        }
        Matcher numeral = NUMERAL.matcher(text.strip());
        if (!numeral.matches()) {
            throw invalid(name, " is not a number");
        }
        boolean isNegative = "-".equals(numeral.group("sign"));
        String digits = LEADING_ZEROS.matcher(numeral.group("digits")).replaceFirst("");
        if (digits.length() > CERTAIN_DIGITS) {
            return OptionalLong.of(isNegative ? Long.MIN_VALUE : beyond(digits));
        }
        long magnitude = Long.parseLong(digits);
        return OptionalLong.of(isNegative ? -magnitude : magnitude);
    }

    /** A number of nineteen digits may be a valid cursor; other numbers are clamped. */
    private static long beyond(String digits) {
        return parseId(digits).orElse(Long.MAX_VALUE);
    }

    /** All well-formed identifiers given as {@code name[]}, a JSON array, or a single one. */
    public List<Long> ids(String name) {
        List<Long> ids = new ArrayList<>();
        for (String text : texts(name)) {
            parseId(text).ifPresent(ids::add);
        }
        return ids;
    }

    /** The members of a nested value, {@code name[member]}; none when it is not given. */
    public Parameters nested(String name) {
        return switch (find(name)) {
            case null -> new Parameters(Map.of());
            case Map<?, ?> members -> new Parameters(asMembers(members));
            case Object _ -> throw invalid(name, " is invalid");
        };
    }

    /**
     * Nested values in their order: {@code name[0][member]}, {@code name[][member]}, or a JSON
     * array.
     */
    public List<Parameters> nestedList(String name) {
        Collection<?> elements =
                find(name) instanceof Map<?, ?> indexed ? indexed.values() : elements(name);
        List<Parameters> list = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> members)) {
                throw invalid(name, " is invalid");
            }
            list.add(new Parameters(asMembers(members)));
        }
        return list;
    }

    private List<?> elements(String name) {
        return switch (find(name)) {
            case null -> List.of();
            case List<?> list -> list;
            case Object single -> List.of(single);
        };
    }

    private @Nullable Object find(String name) {
        int bracket = name.indexOf('[');
        if (bracket < 0) {
            return values.get(name);
        }
        Object value = values.get(name.substring(0, bracket));
        while (bracket >= 0 && value instanceof Map<?, ?> members) {
            int end = name.indexOf(']', bracket);
            value = members.get(name.substring(bracket + 1, end));
            bracket = name.indexOf('[', end);
        }
        return bracket < 0 ? value : null;
    }

    private static String asText(String name, @Nullable Object value) {
        String text =
                switch (value) {
                    case String string -> string;
                    case Integer number -> number.toString();
                    case Long number -> number.toString();
                    case List<?> list
                            when !list.isEmpty() && list.getLast() instanceof String last ->
                            last;
                    case null, default -> throw invalid(name, " is invalid");
                };
        if (!isWellFormed(text)) {
            throw invalid(name, " contains an invalid character");
        }
        return text;
    }

    /** The databases store neither NUL nor an unpaired surrogate. */
    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean isPair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static OptionalLong parseId(String text) {
        if (text.isEmpty() || text.length() > MOST_ID_DIGITS) {
            return OptionalLong.empty();
        }
        long id = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            id = id * 10 + digit;
        }
        // Nineteen digits can overflow, and then always to a negative number.
        return id > 0 ? OptionalLong.of(id) : OptionalLong.empty();
    }

    @SuppressWarnings("unchecked") // every map here has text keys
    private static Map<String, ?> asMembers(Map<?, ?> members) {
        return (Map<String, ?>) members;
    }

    private static ApiException invalid(String name, String what) {
        return ApiException.invalid(label(name) + what);
    }

    private static String label(String name) {
        String words = name.replace('_', ' ').replace('[', ' ').replace("]", "").strip();
        return words.isEmpty()
                ? words
                : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
