package io.rookery.feed.status;

/**
 * How often accounts have interacted with a status.
 *
 * @param replies number of public and unlisted replies
 */
public record Counts(int replies, int boosts, int favourites) {

    /** No interactions. */
    public static final Counts NONE = new Counts(0, 0, 0);
}
