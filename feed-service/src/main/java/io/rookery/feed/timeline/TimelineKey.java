package io.rookery.feed.timeline;

/** Names one timeline, and the key in Redis that holds all of it. */
public record TimelineKey(String name) {

    /** The public timeline. */
    public static final TimelineKey PUBLIC = new TimelineKey("public-timeline:{all}");

    public static TimelineKey home(long account) {
        return new TimelineKey("home-timeline:{" + account + '}');
    }
}
