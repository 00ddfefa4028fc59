package io.rookery.user.follow;

import io.rookery.api.language.LanguageTags;
import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.user.relation.FollowOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options that a follower gives for a follow. Null leaves an option as it is; for a new follow,
 * that is its value in {@link FollowOptions#USUAL}.
 *
 * @param reblogs whether the followee's boosts are shown in the home timeline
 * @param notices whether the follower is notified of each of the followee's statuses
 * @param languages the languages whose statuses are shown in the home timeline; empty for all
 */
record GivenOptions(
        @Nullable Boolean reblogs, @Nullable Boolean notices, @Nullable List<String> languages) {

    private static final int MAX_LANGUAGES = 50;

    /**
     * Reads {@code reblogs}, {@code notify} and {@code languages}.
     *
     * @throws ApiException 422 when a language is invalid, or there are too many
     */
    static GivenOptions of(Parameters parameters) {
        return new GivenOptions(
                parameters.has("reblogs") ? parameters.flag("reblogs", true) : null,
                parameters.has("notify") ? parameters.flag("notify", false) : null,
                parameters.has("languages") ? languages(parameters.texts("languages")) : null);
    }

    private static List<String> languages(List<String> given) {
        List<String> languages =
                given.stream()
                        .filter(text -> !text.isBlank())
                        .map(GivenOptions::language)
                        .distinct()
                        .sorted()
                        .toList();
        if (languages.size() > MAX_LANGUAGES) {
            throw ApiException.invalid("Languages cannot be more than " + MAX_LANGUAGES);
        }
        return languages;
    }

    private static String language(String given) {
        return LanguageTags.parse(given)
                .orElseThrow(() -> ApiException.invalid("Languages is not included in the list"));
    }

    /** The options of a new follow. */
    FollowOptions ofNew() {
        return over(FollowOptions.USUAL);
    }

    /** The options of an existing follow. */
    FollowOptions over(FollowOptions before) {
        return new FollowOptions(
                reblogs == null ? before.reblogs() : reblogs,
                notices == null ? before.notices() : notices,
                languages == null ? before.languages() : languages.isEmpty() ? null : languages);
    }

    boolean sayNothing() {
        return reblogs == null && notices == null && languages == null;
    }
}
