package io.rookery.feed.follow;

import io.rookery.feed.account.InternalIds;
import io.rookery.feed.fanout.DirectStatuses;
import io.rookery.feed.notification.NotificationChanges;
import io.rookery.feed.timeline.HomeVersions;
import io.rookery.internal.FeedNewsApi;
import io.rookery.internal.FeedNewsApi.RelationNotice;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives from user-service that an account has blocked or muted another one, has ended either, or
 * has removed a follower. The same change may be reported several times. The change to the
 * account's own side may be reported first, because it needs only the account's shard.
 */
@RestController
@AllowedPeers(Peer.USER_SERVICE)
class RelationChangeController implements FeedNewsApi.Relations {

    private final NotificationChanges notifications;
    private final DirectStatuses directStatuses;
    private final HomeVersions versions;

    RelationChangeController(
            NotificationChanges notifications,
            DirectStatuses directStatuses,
            HomeVersions versions) {
        this.notifications = notifications;
        this.directStatuses = directStatuses;
        this.versions = versions;
    }

    /** Applies a change and has the affected home timelines rebuilt. */
    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void relationChanged(RelationNotice notice) {
        long account = InternalIds.required("account_id", notice.accountId());
        long other = InternalIds.required("other_id", notice.otherId());
        switch (notice.kind()) {
            case null -> throw ApiException.invalid("kind is missing");
            case "block" -> {
                notifications.dropFrom(account, other);
                directStatuses.removeFrom(account, other);
                directStatuses.removeFrom(other, account);
                changeBoth(account, other);
            }
            case "unblock", "remove" -> changeBoth(account, other);
            case "block-own" -> {
                notifications.dropFrom(account, other);
                versions.change(account);
            }
            case "mute", "unmute", "own" -> versions.change(account);
            default -> throw ApiException.invalid("kind is invalid");
        }
    }

    private void changeBoth(long account, long other) {
        versions.change(account);
        versions.change(other);
    }
}
