package io.rookery.user.follow;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A follow that began or ended, on its way to the followee's end.
 *
 * @param version of two changes to one follow the newer has the greater
 * @param notificationId of the notification that tells the followee, in the followee's slot; null
 *     when there is nothing to tell
 */
@JsonNaming(SnakeCaseStrategy.class)
record FollowChange(
        long followerId,
        long followeeId,
        boolean active,
        long version,
        @Nullable Long notificationId) {

    static final String KIND = "follow-changed";
}
