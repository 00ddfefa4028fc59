package io.rookery.user.account;

import io.rookery.api.language.LanguageTags;
import io.rookery.api.parameters.Parameters;
import io.rookery.api.text.TextLength;
import io.rookery.kit.error.ApiException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A requested change of a profile. What is not given stays as it is. */
final class ProfileChange {

    static final int MAX_DISPLAY_NAME = 30;
    static final int MAX_NOTE = 500;
    static final int MAX_FIELDS = 4;
    static final int MAX_FIELD_TEXT = 255;

    private static final int MOST_UNITS_PER_CHARACTER = 20;

    private static final Set<String> VISIBILITIES = Set.of("public", "unlisted", "private");

    /** Parameters of the API that are not supported here. */
    private static final List<String> UNSUPPORTED =
            List.of(
                    "avatar",
                    "avatar_description",
                    "header",
                    "header_description",
                    "attribution_domains");

    private final Parameters given;
    private final Parameters source;
    private final @Nullable String displayName;
    private final @Nullable String note;
    private final @Nullable List<ProfileField> fields;
    private final @Nullable String visibility;
    private final @Nullable String language;

    /**
     * Reads and checks what {@code update_credentials} was given.
     *
     * @throws ApiException 422 when something is too long, not a value of its kind, or not
     *     supported
     */
    ProfileChange(Parameters given) {
        refuseUnsupported(given);
        this.given = given;
        this.source = given.nested("source");
        this.displayName = displayName(given.text("display_name"));
        this.note = note(given.text("note"));
        refuseInvisible("Note", note, ProfileText::isText);
        this.fields = given.has("fields_attributes") ? fields(given) : null;
        this.visibility =
                matching("Default privacy", source.text("privacy"), VISIBILITIES::contains);
        this.language = language(source.text("language"));
    }

    Account applyTo(Account before) {
        return new Account(
                before.id(),
                before.username(),
                displayName == null ? before.displayName() : displayName,
                note == null ? before.note() : note,
                fields == null ? before.fields() : fields,
                given.flag("locked", before.locked()),
                given.flag("bot", before.bot()),
                given.flag("discoverable", before.discoverable()),
                given.flag("indexable", before.indexable()),
                given.flag("hide_collections", before.hideCollections()),
                applyTo(before.postingDefaults()),
                before.followers(),
                before.following(),
                before.statuses(),
                before.lastStatusOn(),
                before.version() + 1,
                before.large());
    }

    private PostingDefaults applyTo(PostingDefaults before) {
        return new PostingDefaults(
                visibility == null ? before.chosenVisibility() : visibility,
                source.flag("sensitive", before.sensitive()),
                language == null ? before.language() : language.isEmpty() ? null : language,
                before.locale());
    }

    private static @Nullable String displayName(@Nullable String given) {
        refuseInvisible("Display name", given, ProfileText::isLine);
        String shown = given == null ? null : ShownName.of(given);
        if (shown != null && isLonger(shown, MAX_DISPLAY_NAME, TextLength::characters)) {
            throw tooLong("Display name", MAX_DISPLAY_NAME);
        }
        return shown;
    }

    private static @Nullable String note(@Nullable String given) {
        if (given != null && isLonger(given, MAX_NOTE, TextLength::of)) {
            throw tooLong("Note", MAX_NOTE);
        }
        return given;
    }

    /**
     * Whether the text has too many characters. One visible character may consist of many chars.
     */
    private static boolean isLonger(String text, int max, ToIntFunction<String> count) {
        return text.length() > max * MOST_UNITS_PER_CHARACTER || count.applyAsInt(text) > max;
    }

    private static ApiException tooLong(String label, int max) {
        return ApiException.invalid(label + " is too long (maximum is " + max + " characters)");
    }

    /**
     * The fields that have any text. Clients remove a field by sending it without name and value.
     */
    private static List<ProfileField> fields(Parameters given) {
        List<ProfileField> fields =
                given.nestedList("fields_attributes").stream()
                        .map(ProfileChange::field)
                        .filter(field -> !field.name().isEmpty() || !field.value().isEmpty())
                        .toList();
        if (fields.size() > MAX_FIELDS) {
            throw ApiException.invalid("Fields cannot be more than " + MAX_FIELDS);
        }
        return fields;
    }

    private static ProfileField field(Parameters field) {
        return new ProfileField(
                fieldText("Field name", field.text("name")),
                fieldText("Field value", field.text("value")));
    }

    private static String fieldText(String label, @Nullable String text) {
        String line = line(label, text, MAX_FIELD_TEXT);
        return line == null ? "" : line.strip();
    }

    private static void refuseUnsupported(Parameters parameters) {
        for (String name : UNSUPPORTED) {
            if (parameters.texts(name).stream().anyMatch(text -> !text.isBlank())) {
                throw ApiException.invalid(name + " cannot be changed here");
            }
        }
        String quotes = parameters.text("source[quote_policy]");
        if (quotes != null && !quotes.isEmpty() && !quotes.equals("public")) {
            throw ApiException.invalid("source[quote_policy] cannot be changed here");
        }
    }

    private static @Nullable String line(String label, @Nullable String text, int max) {
        String limited = limited(label, text, max);
        refuseInvisible(label, limited, ProfileText::isLine);
        return limited;
    }

    /** Refuses invisible characters by which one text can pass for another. */
    private static void refuseInvisible(
            String label, @Nullable String text, Predicate<String> isShown) {
        if (text != null && !isShown.test(text)) {
            throw ApiException.invalid(label + " contains a character that cannot be shown");
        }
    }

    private static @Nullable String limited(String label, @Nullable String text, int max) {
        if (text != null && text.codePointCount(0, text.length()) > max) {
            throw tooLong(label, max);
        }
        return text;
    }

    /** Checks a language tag; empty stands for no language. */
    private static @Nullable String language(@Nullable String given) {
        return given == null || given.isEmpty()
                ? given
                : LanguageTags.parse(given)
                        .orElseThrow(() ->
                                ApiException.invalid(
                                        "Default language is not included in the list"));
    }

    private static @Nullable String matching(
            String label, @Nullable String text, Predicate<String> isValid) {
        if (text != null && !isValid.test(text)) {
            throw ApiException.invalid(label + " is not included in the list");
        }
        return text;
    }
}
