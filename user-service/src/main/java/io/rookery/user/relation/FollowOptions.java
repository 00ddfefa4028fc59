package io.rookery.user.relation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a follower wishes of a follow.
 *
 * @param reblogs whether the other's boosts are shown at home
 * @param notices whether each of the other's statuses is notified
 * @param languages the languages whose statuses are shown at home; null for all
 */
public record FollowOptions(boolean reblogs, boolean notices, @Nullable List<String> languages) {

    /** What is wished of a follow when nothing is said of it. */
    public static final FollowOptions USUAL = new FollowOptions(true, false, null);

    public FollowOptions {
        languages = languages == null ? null : List.copyOf(languages);
    }
}
