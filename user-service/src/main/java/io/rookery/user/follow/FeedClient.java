package io.rookery.user.follow;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What feed-service is told about follows. Both calls may be repeated. */
@HttpExchange
interface FeedClient {

    /** The account's home timeline must be built anew. */
    @PostExchange("/internal/timelines/{account}/invalidate")
    void invalidateHome(@PathVariable("account") String account);

    @PostExchange("/internal/notifications")
    void notify(@RequestBody Notification notification);

    /** A notification, known by its id. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Notification(
            String id,
            String accountId,
            String type,
            String fromAccountId,
            @Nullable String statusId) {}
}
