package io.rookery.user.account;

import org.jspecify.annotations.Nullable;

/**
 * What a client proposes for a new status.
 *
 * @param chosenVisibility {@code public}, {@code unlisted} or {@code private}; null if nothing was
 *     chosen
 * @param sensitive whether media are hidden behind a warning
 * @param language as a language tag; null if none was chosen
 * @param locale the language in which the owner signed up; null if it is not known
 */
public record PostingDefaults(
        @Nullable String chosenVisibility,
        boolean sensitive,
        @Nullable String language,
        @Nullable String locale) {

    /**
     * The visibility of a status that does not say it: who decides who follows them, and has chosen
     * nothing else, posts for those who do.
     *
     * @param locked whether the account decides itself who follows it
     */
    public String visibility(boolean locked) {
        if (chosenVisibility != null) {
            return chosenVisibility;
        }
        return locked ? "private" : "public";
    }
}
