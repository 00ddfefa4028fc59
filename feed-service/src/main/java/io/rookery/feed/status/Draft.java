package io.rookery.feed.status;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.parameters.Parameters;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A status as its author has sent it, checked as far as it can be without looking anything up. */
record Draft(
        String text,
        String spoilerText,
        boolean sensitive,
        Visibility visibility,
        @Nullable String language,
        @Nullable Long inReplyToId) {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})?");

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
        boolean sensitive = parameters.flag("sensitive", false) || !spoilerText.isEmpty();
        if (text.isEmpty()) {
            text = spoilerText;
            spoilerText = "";
        }
        if (text.isEmpty()) {
            throw ApiException.invalid("Text can't be blank");
        }
        if (text.length() + spoilerText.length() > MOST_UNITS
                || TextLength.of(text) + TextLength.characters(spoilerText) > TextLength.LIMIT) {
            throw ApiException.invalid("Text character limit of " + TextLength.LIMIT + " exceeded");
        }
        String inReplyTo = parameters.text("in_reply_to_id");
        return new Draft(
                text,
                spoilerText,
                sensitive,
                visibility(parameters),
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

    private static Visibility visibility(Parameters parameters) {
        String visibility = parameters.text("visibility");
        if (visibility == null || visibility.isEmpty()) {
            return Visibility.PUBLIC;
        }
        return Visibility.of(visibility)
                .orElseThrow(() -> ApiException.invalid("Visibility is not included in the list"));
    }

    private static @Nullable String language(@Nullable String given) {
        return given != null && LANGUAGE.matcher(given).matches() ? given : null;
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
