package io.rookery.storage.probe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a component does in its group. */
public enum Role {
    /** Takes the writes. */
    PRIMARY,
    /** Follows a primary. */
    REPLICA,
    /** Any member does the same. */
    MEMBER;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
