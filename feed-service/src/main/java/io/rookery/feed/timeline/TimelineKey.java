package io.rookery.feed.timeline;

/**
 * Identifies a timeline.
 *
 * @param name the Redis key of the timeline's sorted set
 */
public record TimelineKey(String name) {

    /** The public timeline. */
    public static final TimelineKey PUBLIC = new TimelineKey("public-timeline:{all}");

    public static TimelineKey home(long account) {
        return new TimelineKey("home-timeline:{" + account + '}');
    }
}
