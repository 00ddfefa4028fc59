package io.rookery.feed.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What a notification is about. */
enum NotificationType {
    FOLLOW,
    FOLLOW_REQUEST,
    STATUS,
    FAVOURITE,
    REBLOG,
    MENTION;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word for it in the API and in the database. */
    @JsonValue
    String word() {
        return word;
    }

    static Optional<NotificationType> of(String word) {
        for (NotificationType type : values()) {
            if (type.word.equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
