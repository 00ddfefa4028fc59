package io.rookery.feed.status;

import org.jspecify.annotations.Nullable;

/**
 * The status that a reply answers.
 *
 * @param accountId its author
 * @param visibility its visibility; null when it is unknown
 */
public record ReplyTarget(long id, long accountId, @Nullable Visibility visibility) {}
