package io.rookery.feed.notification;

import io.rookery.api.parameters.Parameters;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Selects notifications.
 *
 * @param types only these types
 * @param from only what this account did, if given
 */
record NotificationFilter(Set<NotificationType> types, OptionalLong from) {

    NotificationFilter {
        types = Set.copyOf(types);
    }

    /** Unknown types match nothing, whether they are requested or excluded. */
    static NotificationFilter of(Parameters parameters) {
        Set<NotificationType> types = EnumSet.noneOf(NotificationType.class);
        List<String> wanted = parameters.texts("types");
        if (wanted.isEmpty()) {
            types.addAll(Arrays.asList(NotificationType.values()));
        }
        wanted.forEach(word -> NotificationType.of(word).ifPresent(types::add));
        parameters
                .texts("exclude_types")
                .forEach(word -> NotificationType.of(word).ifPresent(types::remove));
        return new NotificationFilter(types, parameters.id("account_id"));
    }

    String[] words() {
        return types.stream().map(NotificationType::word).toArray(String[]::new);
    }
}
