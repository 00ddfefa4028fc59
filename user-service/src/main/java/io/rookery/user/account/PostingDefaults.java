package io.rookery.user.account;

import org.jspecify.annotations.Nullable;

/**
 * What a client proposes for a new status.
 *
 * @param chosenVisibility {@code public}, {@code unlisted} or {@code private}; null if nothing was
 *     chosen
 * @param sensitive whether media are hidden behind a warning
 * @param language ISO 639-1; null for the client's own
 */
public record PostingDefaults(
        @Nullable String chosenVisibility, boolean sensitive, @Nullable String language) {

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
