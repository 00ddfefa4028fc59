package io.rookery.feed.timeline;

/** What a whole timeline holds of a window, and what it was built on. */
record Held(Stretch stretch, Basis basis) {}
