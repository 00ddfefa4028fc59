package io.rookery.feed.account;

import io.rookery.internal.AccountsApi.Posting;
import org.jspecify.annotations.Nullable;

/**
 * An account's defaults for what a new status does not state itself.
 *
 * @param privacy the visibility, in the API's words
 * @param language as a language tag; null when the account has chosen none
 * @param locale the language in which the owner signed up; null if unknown
 */
public record PostingDefaults(
        String privacy, boolean sensitive, @Nullable String language, @Nullable String locale) {

    /** The defaults of an account that has chosen none. */
    public static final PostingDefaults USUAL = new PostingDefaults("public", false, null, null);

    static PostingDefaults of(@Nullable Posting answer) {
        return answer == null
                ? USUAL
                : new PostingDefaults(
                        answer.privacy(), answer.sensitive(), answer.language(), answer.locale());
    }
}
