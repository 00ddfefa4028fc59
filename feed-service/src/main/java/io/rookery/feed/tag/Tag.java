package io.rookery.feed.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rookery.api.text.Hashtags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The API's Tag entity.
 *
 * @param following absent when the viewer is not signed in
 */
public record Tag(
        String id,
        String name,
        String url,
        List<Use> history,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean following) {

    /**
     * The uses on one day, as strings.
     *
     * @param day when it began, in seconds since 1970
     * @param uses how often the hashtag was used
     * @param accounts how many accounts used it
     */
    public record Use(String day, String uses, String accounts) {

        private static Use of(Tags.Day day) {
            return new Use(
                    Long.toString(day.begin().getEpochSecond()),
                    Long.toString(day.uses()),
                    Long.toString(day.accounts()));
        }
    }

    /**
     * The entity of a hashtag.
     *
     * @param origin public address of this Rookery instance
     */
    public static Tag of(String name, String origin, List<Tags.Day> history, boolean signedIn) {
        return new Tag(
                name,
                name,
                Hashtags.address(origin, name),
                history.stream().map(Use::of).toList(),
                signedIn ? false : null);
    }
}
