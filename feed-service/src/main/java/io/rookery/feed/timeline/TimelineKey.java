package io.rookery.feed.timeline;

/**
 * Names one timeline. Its keys in Redis share a slot by their hash tag: the entries, a map from
 * boosted status to the boost that shows it, and the state.
 */
public record TimelineKey(String entries) {

    /** The public timeline. */
    public static final TimelineKey PUBLIC = new TimelineKey("public:{all}");

    public static TimelineKey home(long account) {
        return new TimelineKey("home:{" + account + '}');
    }

    String boosts() {
        return entries + ":boosts";
    }

    String state() {
        return entries + ":state";
    }
}
