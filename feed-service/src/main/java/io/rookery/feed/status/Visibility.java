package io.rookery.feed.status;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The audience of a status. {@link Audience} applies it. */
public enum Visibility {
    /** Visible to all; shown in public and hashtag timelines. */
    PUBLIC,
    /** Visible to all; not shown in public and hashtag timelines. */
    UNLISTED,
    /** Visible to the author's followers and to mentioned accounts. */
    PRIVATE,
    /** Visible to mentioned accounts. */
    DIRECT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The name in the API and in the database. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Parses a name; empty when it is unknown. */
    public static Optional<Visibility> of(String word) {
        for (Visibility visibility : values()) {
            if (visibility.word.equals(word)) {
                return Optional.of(visibility);
            }
        }
        return Optional.empty();
    }

    /**
     * Parses the parameter {@code visibility}; null when it is absent or empty.
     *
     * @throws ApiException 422 for an unknown name
     */
    public static @Nullable Visibility given(Parameters parameters) {
        String word = parameters.text("visibility");
        if (word == null || word.isEmpty()) {
            return null;
        }
        return of(word).orElseThrow(
                        () -> ApiException.invalid("Visibility is not included in the list"));
    }

    /**
     * Parses an account's setting. An unknown name becomes {@link #PRIVATE}, so that a status is
     * not shown to more viewers than intended.
     */
    public static Visibility ofSetting(String word) {
        return of(word).orElse(PRIVATE);
    }

    /** Whether it is public or unlisted. */
    public boolean isForEverybody() {
        return this == PUBLIC || this == UNLISTED;
    }
}
