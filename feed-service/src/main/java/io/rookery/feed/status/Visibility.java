package io.rookery.feed.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** Whom a status is meant for; {@link Audience} says who that is. */
public enum Visibility {
    /** Everybody; shown in public and hashtag timelines. */
    PUBLIC,
    /** Everybody; not shown in public and hashtag timelines. */
    UNLISTED,
    /** The author's followers and those who are mentioned. */
    PRIVATE,
    /** Those who are mentioned. */
    DIRECT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The API's and the database's word for it. */
    @JsonValue
    public String word() {
        return word;
    }

    /** The visibility that the word stands for. */
    public static Optional<Visibility> of(String word) {
        for (Visibility visibility : values()) {
            if (visibility.word.equals(word)) {
                return Optional.of(visibility);
            }
        }
        return Optional.empty();
    }

    /** Whether everybody may see it. */
    public boolean isForEverybody() {
        return this == PUBLIC || this == UNLISTED;
    }
}
