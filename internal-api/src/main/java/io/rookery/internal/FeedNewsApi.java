package io.rookery.internal;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What user-service tells feed-service. All calls are idempotent: the same news may come several
 * times, and late.
 */
public final class FeedNewsApi {

    private FeedNewsApi() {}

    /** News of follows. */
    public interface Follows {

        /** A follow or a follow request has begun or ended, or its options have changed. */
        @PostExchange("/internal/follows")
        void followChanged(@RequestBody FollowNotice notice);
    }

    /** News of other relations between accounts. */
    public interface Relations {

        /** An account has changed its relation to another one. */
        @PostExchange("/internal/relations")
        void relationChanged(@RequestBody RelationNotice notice);
    }

    /** News of accounts. */
    public interface Accounts {

        /** An account has changed. */
        @PostExchange("/internal/accounts/changed")
        void accountChanged(@RequestBody AccountNotice notice);
    }

    /** An account's new version. Answers with a lower version are outdated. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record AccountNotice(String accountId, String version) {}

    /**
     * The state of a follow.
     *
     * @param notificationId id of the notification for the followee; null for none
     * @param type of the notification: {@code follow} or {@code follow_request}
     * @param state {@code requested}, {@code accepted} or {@code ended}; null from an older version
     * @param version of the state; a notice of an older version has arrived late; null from an
     *     older version of user-service
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record FollowNotice(
            String followerId,
            String followeeId,
            @Nullable String notificationId,
            @Nullable String type,
            @Nullable String state,
            @Nullable String version) {}

    /**
     * A change that an account has made in its relation to another one.
     *
     * @param kind {@code block}, {@code unblock}, {@code mute}, {@code unmute} or {@code remove};
     *     for the account's own side only, {@code block-own} of a block and {@code own} of any
     *     other change
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record RelationNotice(String accountId, String otherId, String kind) {}
}
