package io.rookery.feed.follow;

import io.rookery.feed.account.InternalIds;
import io.rookery.feed.account.Relations;
import io.rookery.feed.fanout.DirectStatuses;
import io.rookery.feed.notification.NotificationChanges;
import io.rookery.feed.timeline.HomeVersions;
import io.rookery.internal.FeedNewsApi;
import io.rookery.internal.FeedNewsApi.FollowNotice;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives the state of follows from user-service. The same state may be reported several times,
 * and late. A report of one version affects that version and earlier ones, never later ones.
 */
@AllowedPeers(Peer.USER_SERVICE)
@RestController
class FollowStateController implements FeedNewsApi.Follows {

    private final NotificationChanges notifications;
    private final DirectStatuses directStatuses;
    private final Relations relations;
    private final HomeVersions versions;

    FollowStateController(
            NotificationChanges notifications,
            DirectStatuses directStatuses,
            Relations relations,
            HomeVersions versions) {
        this.notifications = notifications;
        this.directStatuses = directStatuses;
        this.relations = relations;
        this.versions = versions;
    }

    /**
     * Applies a change. Notifies the followee if the report has a notification's id, as it has when
     * a follow or a request begins. Withdraws the notifications of what is over, and has the
     * follower's home timeline rebuilt.
     */
    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void followChanged(FollowNotice notice) {
        long follower = InternalIds.required("follower_id", notice.followerId());
        long followee = InternalIds.required("followee_id", notice.followeeId());
        OptionalLong notification =
                InternalIds.optional("notification_id", notice.notificationId());
        boolean isNews = notification.isPresent();
        // An older user-service sends neither version nor state. The ids of its notifications
        // increase as well, so they serve as versions.
        OptionalLong said = InternalIds.optional("version", notice.version());
        long version = said.orElse(notification.orElse(0));
        String state = notice.state();
        switch (state == null ? stateBy(notice.type(), isNews) : state) {
            case "requested" -> {
                if (isNews) {
                    notifications.tellOfFollow(followee, follower, true, version);
                }
            }
            case "accepted" -> {
                // First, because this needs only the shard of the follower.
                versions.change(follower);
                notifications.withdrawFollow(followee, follower, true, version);
                if (isNews) {
                    notifications.tellOfFollow(followee, follower, false, version);
                }
            }
            case "ended" -> {
                versions.change(follower);
                if (!relations.of(follower, followee).following() // it may have begun again
                        && directStatuses.removeFrom(follower, followee)) {
                    versions.change(follower);
                }
                notifications.withdrawFollow(followee, follower, true, version);
                notifications.withdrawFollow(followee, follower, false, version);
            }
            case "changed" -> {
                versions.change(follower);
                notifications.withdrawRequests(followee, follower);
            }
            default -> throw ApiException.invalid("state is invalid");
        }
    }

    private static String stateBy(@Nullable String type, boolean isNews) {
        if (type == null || type.equals("follow")) {
            return isNews ? "accepted" : "changed";
        }
        if (type.equals("follow_request")) {
            return "requested";
        }
        throw ApiException.invalid("type is invalid");
    }
}
