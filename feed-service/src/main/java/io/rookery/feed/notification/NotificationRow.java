package io.rookery.feed.notification;

import org.jspecify.annotations.Nullable;

/**
 * A notification as it is stored.
 *
 * @param accountId who is told
 * @param fromAccountId whose doing it is
 * @param statusId what it is about; null for a follow
 */
record NotificationRow(
        long id,
        long accountId,
        NotificationType type,
        long fromAccountId,
        @Nullable Long statusId) {}
