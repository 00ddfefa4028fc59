package io.rookery.feed.follow;

import io.rookery.feed.cache.RedisUnavailableException;
import io.rookery.feed.notification.NotificationStore;
import io.rookery.feed.timeline.TimelineKey;
import io.rookery.feed.timeline.TimelineStore;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.parameters.Parameters;
import io.rookery.shard.id.Ids;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** By which user-service says that a follow has begun or ended. It may say so several times. */
@RestController
class InternalFollowController {

    private final NotificationStore notifications;
    private final TimelineStore timelines;

    InternalFollowController(NotificationStore notifications, TimelineStore timelines) {
        this.notifications = notifications;
        this.timelines = timelines;
    }

    /**
     * Notifies the followee when the follow comes with a notification's id, as one that begins
     * does, and has the follower's home timeline built anew. 503 when that could not be done: what
     * Redis still has would be shown again.
     */
    @PostMapping("/internal/follows")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changed(Parameters parameters) {
        long follower = id(parameters, "follower_id");
        long followee = id(parameters, "followee_id");
        OptionalLong notification = parameters.id("notification_id");
        if (notification.isPresent()) {
            notifications.addFollow(notification.getAsLong(), followee, follower);
        }
        try {
            timelines.invalidate(List.of(TimelineKey.home(follower)));
        } catch (RedisUnavailableException e) {
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE, "The timeline cannot be reached, try again");
        }
    }

    private static long id(Parameters parameters, String name) {
        return Ids.parse(parameters.requiredText(name))
                .orElseThrow(() -> ApiException.invalid(name + " is invalid"));
    }
}
