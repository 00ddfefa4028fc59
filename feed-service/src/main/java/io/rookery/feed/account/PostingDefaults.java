package io.rookery.feed.account;

import org.jspecify.annotations.Nullable;

/**
 * What an account's statuses are like that do not say it themselves.
 *
 * @param privacy the API's word for whom they are meant for
 * @param language as a language tag; null when the account has chosen none
 * @param locale the language in which its owner signed up; null if it is not known
 */
public record PostingDefaults(
        String privacy, boolean sensitive, @Nullable String language, @Nullable String locale) {

    /** Those of an account that has chosen none. */
    public static final PostingDefaults USUAL = new PostingDefaults("public", false, null, null);
}
