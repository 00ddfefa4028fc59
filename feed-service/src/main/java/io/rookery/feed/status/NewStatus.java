package io.rookery.feed.status;

import org.jspecify.annotations.Nullable;

/**
 * A status that its author wants to publish. Nothing in it is left to the author's settings.
 *
 * @param content as it was written: mentions and hashtags have not been found yet
 * @param inReplyToId the answered status; null when it is no reply
 */
public record NewStatus(Content content, Visibility visibility, @Nullable Long inReplyToId) {}
