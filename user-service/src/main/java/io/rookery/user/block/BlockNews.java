package io.rookery.user.block;

import io.rookery.user.follow.FollowNews;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A block that began or ended, on its way to the blocked one's end.
 *
 * @param version of two changes to one block the newer has the greater
 * @param out the blocker's follow of the other
 * @param in the other's follow of the blocker
 */
@JsonNaming(SnakeCaseStrategy.class)
record BlockNews(
        long accountId, long otherId, boolean active, long version, FollowNews out, FollowNews in) {

    static final String KIND = "block-changed";
}
