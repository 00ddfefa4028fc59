package io.rookery.feed.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rookery.feed.account.Account;
import io.rookery.feed.status.api.Status;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The API's Notification entity. */
@JsonNaming(SnakeCaseStrategy.class)
record Notification(
        String id,
        NotificationType type,
        String createdAt,
        String groupKey,
        Account account,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Status status) {}
