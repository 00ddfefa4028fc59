package io.rookery.feed.follow;

import io.rookery.feed.notification.NotificationStore;
import io.rookery.feed.timeline.HomeVersions;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.parameters.Parameters;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** By which user-service says that a follow has begun or ended. It may say so several times. */
@AllowedPeers(Peer.USER_SERVICE)
@RestController
class InternalFollowController {

    private final NotificationStore notifications;
    private final HomeVersions versions;

    InternalFollowController(NotificationStore notifications, HomeVersions versions) {
        this.notifications = notifications;
        this.versions = versions;
    }

    /**
     * Notifies the followee when the change comes with a notification's id, as a follow or a
     * request that begins does, and has the follower's home timeline built anew.
     */
    @PostMapping("/internal/follows")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changed(Parameters parameters) {
        long follower = InternalIds.required(parameters, "follower_id");
        long followee = InternalIds.required(parameters, "followee_id");
        boolean isRequest = isRequest(parameters.text("type"));
        if (!isRequest) {
            // First: it needs no other shard than the follower's.
            versions.change(follower);
        }
        OptionalLong notification = parameters.id("notification_id");
        if (notification.isPresent()) {
            notifications.addFollow(notification.getAsLong(), followee, follower, isRequest);
        }
        if (!isRequest) {
            notifications.dropRequest(followee, follower);
        }
    }

    private static boolean isRequest(@Nullable String type) {
        if (type == null || type.equals("follow")) {
            return false;
        }
        if (type.equals("follow_request")) {
            return true;
        }
        throw ApiException.invalid("type is invalid");
    }
}
