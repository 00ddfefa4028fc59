package io.rookery.feed.timeline;

/**
 * An entry to be pushed into timelines.
 *
 * @param entry the entry
 * @param author the author, whom a timeline must follow to take the entry; 0 when the timeline is
 *     to take the entry by any author
 * @param originalAuthor the author of the boosted status; 0 when it is no boost
 */
public record TimelinePush(TimelineEntry entry, long author, long originalAuthor) {

    /** An entry that timelines take without following its author. */
    public static TimelinePush toAnybody(TimelineEntry entry) {
        return new TimelinePush(entry, 0, 0);
    }
}
