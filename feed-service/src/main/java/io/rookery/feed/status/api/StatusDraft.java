package io.rookery.feed.status.api;

import io.rookery.api.language.LanguageTags;
import io.rookery.api.language.ScriptLanguage;
import io.rookery.api.parameters.Parameters;
import io.rookery.api.text.TextLength;
import io.rookery.feed.account.PostingDefaults;
import io.rookery.feed.status.Content;
import io.rookery.feed.status.NewStatus;
import io.rookery.feed.status.Visibility;
import io.rookery.feed.status.store.StatusFinder;
import io.rookery.kit.error.ApiException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A status as its author sent it, validated as far as possible without lookups. A null field was
 * not given; the author's settings decide it.
 */
record StatusDraft(
        String text,
        String spoilerText,
        @Nullable Boolean sensitive,
        @Nullable Visibility visibility,
        @Nullable String language,
        @Nullable Long inReplyToId) {

    /** Maximum number of characters of a status, including its content warning. */
    private static final int LIMIT = 500;

    /**
     * Maximum length of a stored text in UTF-16 units, even if it counts as fewer characters for
     * the user.
     */
    private static final int MOST_UNITS = 10_000;

    /**
     * Parses and validates the parameters of a new status.
     *
     * @throws ApiException 422 for a status that cannot be published, 404 for a reply to an id that
     *     cannot be a status
     */
    static StatusDraft of(Parameters parameters) {
        refuseWhatIsNotSupported(parameters);
        String text = clean(parameters.text("status"));
        String spoilerText = clean(parameters.text("spoiler_text"));
        Boolean sensitive = spoilerText.isEmpty() ? flag(parameters, "sensitive") : Boolean.TRUE;
        if (text.isEmpty()) {
            text = spoilerText;
            spoilerText = "";
        }
        if (text.isEmpty()) {
            throw ApiException.invalid("Text can't be blank");
        }
        if (text.length() + spoilerText.length() > MOST_UNITS
                || TextLength.of(spoilerText, text) > LIMIT) {
            throw ApiException.invalid("Text character limit of " + LIMIT + " exceeded");
        }
        String inReplyTo = parameters.text("in_reply_to_id");
        return new StatusDraft(
                text,
                spoilerText,
                sensitive,
                Visibility.given(parameters),
                language(parameters.text("language")),
                inReplyTo == null || inReplyTo.isEmpty() ? null : StatusFinder.parse(inReplyTo));
    }

    private static void refuseWhatIsNotSupported(Parameters parameters) {
        if (!parameters.texts("media_ids").stream().allMatch(String::isEmpty)) {
            throw ApiException.invalid("Media attachments are not supported");
        }
        if (parameters.has("poll")) {
            throw ApiException.invalid("Polls are not supported");
        }
        String scheduledAt = parameters.text("scheduled_at");
        if (scheduledAt != null && !scheduledAt.isEmpty()) {
            throw ApiException.invalid("Scheduled statuses are not supported");
        }
        String quoted = parameters.text("quoted_status_id");
        if (quoted != null && !quoted.isEmpty()) {
            throw ApiException.invalid("Quotes are not supported");
        }
    }

    /** Whether all fields are given, so that the author's settings are not needed. */
    boolean saysAll() {
        return sensitive != null && visibility != null && language != null;
    }

    /** The status to publish. The author's settings decide the fields that were not given. */
    NewStatus with(PostingDefaults defaults) {
        Content content =
                Content.written(
                        text,
                        spoilerText,
                        sensitive == null ? defaults.sensitive() : sensitive,
                        language == null ? likelyLanguage(defaults) : language);
        return new NewStatus(
                content,
                visibility == null ? Visibility.ofSetting(defaults.privacy()) : visibility,
                inReplyToId);
    }

    /**
     * The language of the first source that has one: the author's posting language, the script of
     * the text, the author's locale, the instance.
     */
    private String likelyLanguage(PostingDefaults defaults) {
        if (defaults.language() != null) {
            return LanguageTags.orAsIs(defaults.language());
        }
        return ScriptLanguage.of(text, defaults.locale())
                .orElse(Objects.requireNonNullElse(defaults.locale(), LanguageTags.OF_INSTANCE));
    }

    private static @Nullable Boolean flag(Parameters parameters, String name) {
        boolean flag = parameters.flag(name, false);
        return flag == parameters.flag(name, true) ? flag : null;
    }

    private static @Nullable String language(@Nullable String given) {
        return given == null || given.isBlank()
                ? null
                : LanguageTags.parse(given)
                        .orElseThrow(() -> ApiException.invalid("Language is not a language code"));
    }

    /**
     * Normalizes line breaks, removes other control characters except tabs, and strips white space
     * at both ends.
     */
    private static String clean(@Nullable String given) {
        if (given == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(given.length());
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            if (c == '\r') {
                if (i + 1 == given.length() || given.charAt(i + 1) != '\n') {
                    clean.append('\n');
                }
            } else if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
                clean.append(c);
            }
        }
        return clean.toString().strip();
    }
}
