package io.rookery.feed.status;

import org.jspecify.annotations.Nullable;

/**
 * A status that its author wants to publish. Nothing in it is left to the author's settings.
 *
 * @param spoilerText the content warning; empty when there is none
 * @param inReplyToId the answered status; null when it is no reply
 */
public record NewStatus(
        String text,
        String spoilerText,
        boolean sensitive,
        Visibility visibility,
        String language,
        @Nullable Long inReplyToId) {}
