package io.rookery.storage.monitoring.probe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Role of a component in its group. */
public enum Role {
    /** Takes the writes. */
    PRIMARY,
    /** Follows a primary. */
    REPLICA,
    /** Does the same as every other member. */
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
