package io.rookery.user.follow;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A follow that began or ended, on its way to the followee's end.
 *
 * @param version of two changes to one follow the newer has the greater
 */
@JsonNaming(SnakeCaseStrategy.class)
record FollowChange(long followerId, long followeeId, boolean active, long version) {

    static final String KIND = "follow-changed";
}
