package io.rookery.user.follow;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What the followee is to be told.
 *
 * @param notificationId in the followee's slot; the same however often it is sent
 */
@JsonNaming(SnakeCaseStrategy.class)
record FollowNotice(long notificationId, long followerId, long followeeId) {

    static final String KIND = "follow-notice";
}
