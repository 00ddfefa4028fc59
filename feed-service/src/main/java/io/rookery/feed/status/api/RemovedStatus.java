package io.rookery.feed.status.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A Status entity in the response to its deletion.
 *
 * @param text the source text, so that clients can offer to write it anew
 */
record RemovedStatus(@JsonUnwrapped Status status, String text) {}
