package io.rookery.feed.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Payload of an outbox row. Delivery is at least once and in any order, so every handler is
 * idempotent and does not depend on the order.
 */
@JsonNaming(SnakeCaseStrategy.class)
public sealed interface FeedEvent {

    /** The kind of the outbox row that carries this event. */
    String kind();

    /**
     * Fans a status out to the home timelines of its author and of the author's followers. Each
     * event handles one page of the followers.
     *
     * @param boostOf the boosted status; null when it is no boost
     * @param after cursor of the page; null for the first page, whose event also handles the
     *     author's own timeline
     * @param part the part of the fan-out that is left for this event; null for all of it
     */
    record HomeFanout(
            long statusId,
            long authorId,
            @Nullable Long boostOf,
            @Nullable Long after,
            @Nullable Part part)
            implements FeedEvent {
        public static final String KIND = "home-fanout";

        /** What this event does when other events do the rest. */
        public enum Part {
            /** Push to the timelines of this page and of all later pages. */
            TIMELINES,
            /** Push to the timelines of this page. */
            PAGE
        }

        /** An event for all of the fan-out. */
        public HomeFanout(long statusId, long authorId, @Nullable Long boostOf) {
            this(statusId, authorId, boostOf, null, null);
        }

        /** An event for the pushes only, from this page on. */
        public HomeFanout timelines() {
            return new HomeFanout(statusId, authorId, boostOf, after, Part.TIMELINES);
        }

        /** An event for this page only. */
        public HomeFanout page() {
            return new HomeFanout(statusId, authorId, boostOf, after, Part.PAGE);
        }

        /** An event for the pages from the cursor on. */
        public HomeFanout from(long next) {
            return new HomeFanout(statusId, authorId, boostOf, next, Part.TIMELINES);
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Notifies followers who have asked for a notification of each status by the author. Each event
     * handles one page of them.
     *
     * @param after cursor of the page; null for the first page
     * @param alone whether other events handle the later pages
     */
    record StatusNews(long statusId, long authorId, @Nullable Long after, boolean alone)
            implements FeedEvent {
        public static final String KIND = "status-news";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** Delivers a direct status to the home timeline of an account that it mentions. */
    record DirectDelivery(long statusId, long authorId, long recipient) implements FeedEvent {
        public static final String KIND = "direct-delivery";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Invalidates the home timelines of an author's followers, because the author has become large
     * and is no longer fanned out. Each event handles one page of the followers.
     *
     * @param after cursor of the page; null for the first page
     */
    record LargeAuthor(long authorId, @Nullable Long after) implements FeedEvent {
        public static final String KIND = "large-author";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Removes a deleted status from every timeline. Each event handles one page of the followers.
     *
     * @param boostOf the boosted status; null when it was no boost
     * @param mentioned the accounts that a direct status mentioned; null for other visibilities
     * @param after cursor of the page; null for the first page, whose event also handles all other
     *     timelines
     * @param alone whether other events handle the later pages; null means no
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

        /** An event for all of the removal. */
        public HomeRemoval(
                long statusId,
                long authorId,
                @Nullable Long boostOf,
                @Nullable List<Long> mentioned) {
            this(statusId, authorId, boostOf, mentioned, null, null);
        }

        /** An event for this page only. */
        public HomeRemoval page() {
            return new HomeRemoval(statusId, authorId, boostOf, mentioned, after, true);
        }

        /** An event for the pages from the cursor on. */
        public HomeRemoval from(long next) {
            return new HomeRemoval(statusId, authorId, boostOf, mentioned, next, null);
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** Adds a public status to the public timeline. */
    record PublicFanout(long statusId) implements FeedEvent {
        public static final String KIND = "public-fanout";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Notifies an account of an interaction.
     *
     * @param type the type in the API: mention, favourite, reblog …
     * @param from the account that acted
     * @param version version of the action, greater than that of an earlier undo; null in events of
     *     instances from before versions were added
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
     * Takes a notification back, because its cause was undone.
     *
     * @param type as in {@link Notify}
     * @param version version of the undo, greater than that of the action that it undoes
     */
    record NotifyUndone(long recipient, String type, long from, long statusId, long version)
            implements FeedEvent {
        public static final String KIND = "notify-undone";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Updates the index of a hashtag for a public status.
     *
     * @param remove whether the status was deleted
     */
    record TagIndex(String tag, long statusId, long accountId, boolean remove)
            implements FeedEvent {
        public static final String KIND = "tag-index";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Records a reply at the status that it answers.
     *
     * @param statusId the answered status
     * @param counted whether the reply counts in the public number of replies
     * @param remove whether the reply was deleted
     */
    record ReplyApplied(long statusId, long replyId, boolean counted, boolean remove)
            implements FeedEvent {
        public static final String KIND = "reply-applied";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Applies a favourite at the favourited status, after its row in the account's slot has
     * changed.
     *
     * @param version a greater version is newer
     */
    record FavouriteApplied(long statusId, long accountId, boolean active, long version)
            implements FeedEvent {
        public static final String KIND = "favourite-applied";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Applies a boost at the boosted status, after its row in the account's slot has changed.
     *
     * @param version a greater version is newer
     */
    record BoostApplied(long statusId, long accountId, boolean active, long version)
            implements FeedEvent {
        public static final String KIND = "boost-applied";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * Removes the boosts of a deleted status.
     *
     * @param below exclusive upper bound of the boost ids to remove; those from it on are done
     */
    record OriginalRemoval(long statusId, long below) implements FeedEvent {
        public static final String KIND = "original-removal";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** Reports that the number of statuses of an account has changed. */
    record StatusCount(long accountId) implements FeedEvent {
        public static final String KIND = "status-count";

        @Override
        public String kind() {
            return KIND;
        }
    }
}
