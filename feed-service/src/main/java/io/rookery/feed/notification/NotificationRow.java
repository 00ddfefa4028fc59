package io.rookery.feed.notification;

import org.jspecify.annotations.Nullable;

/**
 * A notification as it is stored.
 *
 * @param accountId the recipient
 * @param fromAccountId the account that acted
 * @param statusId the status concerned; null for a follow
 */
record NotificationRow(
        long id,
        long accountId,
        NotificationType type,
        long fromAccountId,
        @Nullable Long statusId) {}
