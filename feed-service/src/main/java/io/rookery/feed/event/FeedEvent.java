package io.rookery.feed.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The payload of an outbox row. Every handler applies it at least once, in any order. */
@JsonNaming(SnakeCaseStrategy.class)
public sealed interface FeedEvent {

    /** The kind of the outbox row that carries it. */
    String kind();

    /**
     * A status is to be shown in the home timelines of its author and of those who follow them, a
     * page of the followers by each event.
     *
     * @param boostOf the boosted status, when it is a boost
     * @param after where the page begins; null for the first one, which has the author's own
     *     timeline as well
     * @param part what is left of it to be done; null for all
     */
    record HomeFanout(
            long statusId,
            long authorId,
            @Nullable Long boostOf,
            @Nullable Long after,
            @Nullable Part part)
            implements FeedEvent {
        public static final String KIND = "home-fanout";

        /** What an event is for when others have been made for the rest. */
        public enum Part {
            /** The timelines of this page and of all after it. */
            TIMELINES,
            /** The timelines of this page. */
            PAGE
        }

        /** All of the fan-out. */
        public HomeFanout(long statusId, long authorId, @Nullable Long boostOf) {
            this(statusId, authorId, boostOf, null, null);
        }

        /** The timelines only. */
        public HomeFanout timelines() {
            return new HomeFanout(statusId, authorId, boostOf, after, Part.TIMELINES);
        }

        /** This page only. */
        public HomeFanout page() {
            return new HomeFanout(statusId, authorId, boostOf, after, Part.PAGE);
        }

        /** The pages from this one on. */
        public HomeFanout from(long next) {
            return new HomeFanout(statusId, authorId, boostOf, next, Part.TIMELINES);
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Followers who want to be told of each status are to be told of one, a page by each event.
     *
     * @param after where the page begins; null for the first one
     * @param alone whether other events see to the pages after it
     */
    record StatusNews(long statusId, long authorId, @Nullable Long after, boolean alone)
            implements FeedEvent {
        public static final String KIND = "status-news";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** A direct status is to be shown in the home timeline of somebody whom it mentions. */
    record DirectDelivery(long statusId, long authorId, long recipient) implements FeedEvent {
        public static final String KIND = "direct-delivery";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * What an author publishes is not pushed any more, and the followers' timelines are to be built
     * anew, a page by each event.
     *
     * @param after where the page begins; null for the first one
     */
    record LargeAuthor(long authorId, @Nullable Long after) implements FeedEvent {
        public static final String KIND = "large-author";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * A status was deleted and is to leave every timeline, a page of the followers' by each event.
     *
     * @param boostOf the boosted status, when it was a boost
     * @param mentioned whom a direct one mentioned; null for another one
     * @param after where the page begins; null for the first one, which has the other timelines as
     *     well
     * @param alone whether other events see to the pages after it; null means no
     */
    record HomeRemoval(
            long statusId,
            long authorId,
            @Nullable Long boostOf,
            @Nullable List<Long> mentioned,
            @Nullable Long after,
            @Nullable Boolean alone)
            implements FeedEvent {
        public static final String KIND = "home-removal";

        /** All of the removal. */
        public HomeRemoval(
                long statusId,
                long authorId,
                @Nullable Long boostOf,
                @Nullable List<Long> mentioned) {
            this(statusId, authorId, boostOf, mentioned, null, null);
        }

        /** This page only. */
        public HomeRemoval page() {
            return new HomeRemoval(statusId, authorId, boostOf, mentioned, after, true);
        }

        /** The pages from this one on. */
        public HomeRemoval from(long next) {
            return new HomeRemoval(statusId, authorId, boostOf, mentioned, next, null);
        }

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
     * @param type the API's word: mention, favourite, reblog …
     * @param version of the doing, greater than that of what undid an earlier one; null from an
     *     instance that is older than it
     */
    record Notify(
            long recipient, String type, long from, @Nullable Long statusId, @Nullable Long version)
            implements FeedEvent {
        public static final String KIND = "notify";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * What somebody was notified of is undone.
     *
     * @param type as in {@link Notify}
     * @param version of the undoing, greater than that of what it undoes
     */
    record NotifyUndone(long recipient, String type, long from, long statusId, long version)
            implements FeedEvent {
        public static final String KIND = "notify-undone";

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
