package io.rookery.acceptance.client;

/** How a write ended, as its client saw it. */
public enum Outcome {
    /** It is done. */
    ACKNOWLEDGED,
    /** It is not done, and will not be. */
    REFUSED,
    /** It may be done, or not. */
    UNKNOWN
}
