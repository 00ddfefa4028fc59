package io.rookery.feed.event;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The payload of an outbox row. Every handler applies it at least once, in any order. */
@JsonNaming(SnakeCaseStrategy.class)
public sealed interface FeedEvent {

    /** The kind of the outbox row that carries it. */
    String kind();

    /**
     * A status is to be shown in the home timelines of its author and of those who follow them.
     *
     * @param boostOf the boosted status, when it is a boost
     */
    record HomeFanout(long statusId, long authorId, @Nullable Long boostOf) implements FeedEvent {
        public static final String KIND = "home-fanout";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * A status was deleted and is to leave every timeline.
     *
     * @param boostOf the boosted status, when it was a boost
     */
    record HomeRemoval(long statusId, long authorId, @Nullable Long boostOf) implements FeedEvent {
        public static final String KIND = "home-removal";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** A public status is to be shown in the public timeline. */
    record PublicFanout(long statusId) implements FeedEvent {
        public static final String KIND = "public-fanout";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Somebody is to be notified.
     *
     * @param type the API's word: mention, favourite, reblog, follow …
     */
    record Notify(long recipient, String type, long from, @Nullable Long statusId)
            implements FeedEvent {
        public static final String KIND = "notify";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** A public status carries a hashtag, or was deleted. */
    record TagIndex(String tag, long statusId, long accountId, boolean remove)
            implements FeedEvent {
        public static final String KIND = "tag-index";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * A status answers another, or was deleted.
     *
     * @param statusId the answered status
     * @param counted whether it counts as one of the replies that everybody sees
     */
    record ReplyApplied(long statusId, long replyId, boolean counted, boolean remove)
            implements FeedEvent {
        public static final String KIND = "reply-applied";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** The near end of a favourite has changed; a greater version is newer. */
    record FavouriteApplied(long statusId, long accountId, boolean active, long version)
            implements FeedEvent {
        public static final String KIND = "favourite-applied";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** The near end of a boost has changed; a greater version is newer. */
    record BoostApplied(long statusId, long accountId, boolean active, long version)
            implements FeedEvent {
        public static final String KIND = "boost-applied";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * A boosted status was deleted: its boosts are to be taken back.
     *
     * @param below only those with a lesser id; the others are done
     */
    record OriginalRemoval(long statusId, long below) implements FeedEvent {
        public static final String KIND = "original-removal";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** The number of an account's statuses has changed. */
    record StatusCount(long accountId) implements FeedEvent {
        public static final String KIND = "status-count";

        @Override
        public String kind() {
            return KIND;
        }
    }
}
