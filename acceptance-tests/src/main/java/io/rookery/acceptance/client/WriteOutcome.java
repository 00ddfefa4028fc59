package io.rookery.acceptance.client;

/** Outcome of a write, as its client knows it. */
public enum WriteOutcome {
    /** The write was applied. */
    ACKNOWLEDGED,
    /** The write was not applied, and never will be. */
    REFUSED,
    /** The write may or may not have been applied. */
    UNKNOWN
}
