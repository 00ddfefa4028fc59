package io.rookery.feed.account;

import org.jspecify.annotations.Nullable;

/**
 * What an account's statuses are like that do not say it themselves.
 *
 * @param privacy the API's word for whom they are meant for
 * @param language ISO 639 code; null when the account has chosen none
 */
public record PostingDefaults(String privacy, boolean sensitive, @Nullable String language) {

    /** Those of an account that has chosen none. */
    public static final PostingDefaults USUAL = new PostingDefaults("public", false, null);
}
