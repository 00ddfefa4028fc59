package io.rookery.feed.notification;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.parameters.Parameters;
import io.rookery.shard.id.Ids;
import java.util.OptionalLong;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** By which user-service has somebody notified. */
@RestController
class InternalNotificationController {

    private final NotificationStore store;

    InternalNotificationController(NotificationStore store) {
        this.store = store;
    }

    @PostMapping("/internal/notifications")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void add(Parameters parameters) {
        OptionalLong status = parameters.id("status_id");
        store.add(
                new NotificationRow(
                        id(parameters, "id"),
                        id(parameters, "account_id"),
                        NotificationType.of(parameters.requiredText("type"))
                                .orElseThrow(() -> ApiException.invalid("Type is invalid")),
                        id(parameters, "from_account_id"),
                        status.isPresent() ? status.getAsLong() : null));
    }

    private static long id(Parameters parameters, String name) {
        return Ids.parse(parameters.requiredText(name))
                .orElseThrow(() -> ApiException.invalid(name + " is invalid"));
    }
}
