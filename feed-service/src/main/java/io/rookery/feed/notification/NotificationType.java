package io.rookery.feed.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What a notification tells. */
enum NotificationType {
    FOLLOW,
    FOLLOW_REQUEST,
    STATUS,
    FAVOURITE,
    REBLOG,
    MENTION;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The API's and the database's word for it. */
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
