package io.rookery.feed.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the author of a status has written, and what was found in it.
 *
 * @param text the source text; empty for a boost
 * @param spoilerText the content warning; empty when there is none
 * @param mentions the mentioned accounts, in the order of the text
 * @param tags hashtags in lower case, without duplicates
 */
public record Content(
        String text,
        String spoilerText,
        boolean sensitive,
        @Nullable String language,
        List<Mention> mentions,
        List<String> tags) {

    /** No content. */
    public static final Content NONE = new Content("", "", false, null, List.of(), List.of());

    /** Content as it was written, in which mentions and hashtags have not been found yet. */
    public static Content written(
            String text, String spoilerText, boolean sensitive, String language) {
        return new Content(text, spoilerText, sensitive, language, List.of(), List.of());
    }

    /** A copy with what was found in the text. */
    public Content with(List<Mention> found, List<String> foundTags) {
        return new Content(text, spoilerText, sensitive, language, found, foundTags);
    }

    /** The content of a boost: no text, but the language and the mark of the boosted status. */
    Content forBoost() {
        return new Content("", "", sensitive, language, List.of(), List.of());
    }

    /** Number of UTF-16 units of the text and the content warning. */
    public int length() {
        return text.length() + spoilerText.length();
    }
}
