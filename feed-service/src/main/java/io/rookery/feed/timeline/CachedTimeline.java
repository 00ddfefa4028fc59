package io.rookery.feed.timeline;

/** The entries of a complete timeline within a range, and what the timeline was built on. */
record CachedTimeline(TimelineSegment segment, BuildVersion basis) {}
