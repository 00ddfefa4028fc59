package io.rookery.user.follow;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.language.LanguageTags;
import io.rookery.kit.parameters.Parameters;
import io.rookery.user.relation.FollowOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a follower says of a follow; null leaves it as it is, which for a follow that begins is
 * {@link FollowOptions#USUAL}.
 *
 * @param reblogs whether the other's boosts are shown at home
 * @param notices whether each of the other's statuses is notified
 * @param languages those whose statuses are shown at home; empty for all
 */
record GivenOptions(
        @Nullable Boolean reblogs, @Nullable Boolean notices, @Nullable List<String> languages) {

    private static final int MAX_LANGUAGES = 50;

    /**
     * Reads {@code reblogs}, {@code notify} and {@code languages}.
     *
     * @throws ApiException 422 when one of the languages is none, or there are too many
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

    /** For a follow that begins. */
    FollowOptions ofNew() {
        return over(FollowOptions.USUAL);
    }

    /** For one that goes on. */
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
