package io.rookery.user.block;

import io.rookery.user.follow.FollowNews;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The outbox event of a block that began or ended. It is applied to the blocked account's end.
 *
 * @param version of the change; a later change of the same block has a greater one
 * @param out the blocker's follow of the other
 * @param in the other's follow of the blocker
 */
@JsonNaming(SnakeCaseStrategy.class)
record BlockNews(
        long accountId, long otherId, boolean active, long version, FollowNews out, FollowNews in) {

    static final String KIND = "block-changed";
}
