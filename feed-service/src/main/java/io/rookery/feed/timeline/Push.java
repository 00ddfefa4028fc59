package io.rookery.feed.timeline;

/**
 * An entry on its way into timelines.
 *
 * @param author who has published it, whom a timeline must follow to take it; 0 for a timeline that
 *     follows nobody, or an entry that is meant for it whoever wrote it
 * @param originalAuthor whose status it boosts; 0 when it is no boost
 */
public record Push(TimelineEntry entry, long author, long originalAuthor) {

    /** An entry that the timeline takes whoever wrote it. */
    public static Push toAnybody(TimelineEntry entry) {
        return new Push(entry, 0, 0);
    }
}
