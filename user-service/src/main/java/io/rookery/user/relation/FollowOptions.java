package io.rookery.user.relation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a follow, which the follower chooses.
 *
 * @param reblogs whether the followee's boosts are shown in the home timeline
 * @param notices whether the follower is notified of each of the followee's statuses
 * @param languages the languages whose statuses are shown in the home timeline; null for all
 */
public record FollowOptions(boolean reblogs, boolean notices, @Nullable List<String> languages) {

    /** The options of a follow for which none are given. */
    public static final FollowOptions USUAL = new FollowOptions(true, false, null);

    public FollowOptions {
        languages = languages == null ? null : List.copyOf(languages);
    }
}
