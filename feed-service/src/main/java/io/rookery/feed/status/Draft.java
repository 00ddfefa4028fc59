package io.rookery.feed.status;

import io.rookery.feed.account.PostingDefaults;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.language.LanguageTags;
import io.rookery.kit.language.ScriptLanguage;
import io.rookery.kit.parameters.Parameters;
import io.rookery.kit.text.TextLength;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A status as its author has sent it, checked as far as it can be without looking anything up. What
 * is null was not said: the author's own settings decide it.
 */
record Draft(
        String text,
        String spoilerText,
        @Nullable Boolean sensitive,
        @Nullable Visibility visibility,
        @Nullable String language,
        @Nullable Long inReplyToId) {

    /** The most characters that a status may have, its content warning included. */
    private static final int LIMIT = 500;

    /**
     * However few characters people see: no text is stored that takes more than that many units.
     */
    private static final int MOST_UNITS = 10_000;

    /**
     * @throws ApiException 422 for what cannot be published, 404 for an answer to what cannot be a
     *     status
     */
    static Draft of(Parameters parameters) {
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
        return new Draft(
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

    /** Whether the author's settings have nothing to decide. */
    boolean saysAll() {
        return sensitive != null && visibility != null && language != null;
    }

    /** The same with the author's settings for what was not said. */
    Draft with(PostingDefaults defaults) {
        return new Draft(
                text,
                spoilerText,
                sensitive == null ? defaults.sensitive() : sensitive,
                visibility == null ? Visibility.ofSetting(defaults.privacy()) : visibility,
                language == null ? likelyLanguage(defaults) : language,
                inReplyToId);
    }

    /** The author's chosen one, that of the script, the author's own, or that of most here. */
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

    /** Without control characters other than line breaks and tabs, and without blank edges. */
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
