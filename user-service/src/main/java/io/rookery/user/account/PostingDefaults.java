package io.rookery.user.account;

import org.jspecify.annotations.Nullable;

/**
 * An account's defaults for new statuses.
 *
 * @param chosenVisibility {@code public}, {@code unlisted} or {@code private}; null if the owner
 *     has chosen none
 * @param sensitive whether media are hidden behind a warning
 * @param language as a language tag; null if none was chosen
 * @param locale the language in which the owner signed up; null if unknown
 */
public record PostingDefaults(
        @Nullable String chosenVisibility,
        boolean sensitive,
        @Nullable String language,
        @Nullable String locale) {

    /**
     * The visibility of a status that does not state one. If the owner has chosen none, a locked
     * account posts for its followers only.
     *
     * @param locked whether the account approves its followers itself
     */
    public String visibility(boolean locked) {
        if (chosenVisibility != null) {
            return chosenVisibility;
        }
        return locked ? "private" : "public";
    }
}
