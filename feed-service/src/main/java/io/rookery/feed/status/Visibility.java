package io.rookery.feed.status;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.parameters.Parameters;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /**
     * What the parameter {@code visibility} says; null when it is not given or empty.
     *
     * @throws ApiException 422 for a word that stands for none
     */
    public static @Nullable Visibility given(Parameters parameters) {
        String word = parameters.text("visibility");
        if (word == null || word.isEmpty()) {
            return null;
        }
        return of(word).orElseThrow(
                        () -> ApiException.invalid("Visibility is not included in the list"));
    }

    /** What an account's setting stands for; never more than meant, if the word is not known. */
    public static Visibility ofSetting(String word) {
        return of(word).orElse(PRIVATE);
    }

    /** Whether everybody may see it. */
    public boolean isForEverybody() {
        return this == PUBLIC || this == UNLISTED;
    }
}
