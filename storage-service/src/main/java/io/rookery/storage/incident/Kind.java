package io.rookery.storage.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is wrong, by its root as far as it can be told. */
enum Kind {
    /** Its process is gone: nobody accepts connections there. */
    CRASHED("has crashed"),
    /** It accepts connections and says nothing, to anybody. */
    FROZEN("is frozen"),
    /** It does not answer here, but others have heard from it since. */
    PARTITIONED("cannot be reached from here, though it lives"),
    /** A write found no space. */
    DISK_FULL("has no space left"),
    /** Its heap is full even after a collection, or was about to be when it died. */
    MEMORY("has run out of memory"),
    /** It turns requests away, or has no connection left to a shard that is well. */
    OVERLOAD("is overloaded"),
    /** It takes writes though another node was promoted in its place. */
    SPLIT_BRAIN("takes writes beside another primary"),
    /** It answers, and gets no changes from its primary. */
    NOT_REPLICATING("does not replicate"),
    /** It is a primary and answers writes with errors. */
    WRITES_REFUSED("refuses writes"),
    /** It answers, and does not believe who asks it how it is. */
    UNTOLD("does not tell how it is"),
    /** Its clock differs from ours. */
    CLOCK("has another time"),
    /** It answers, and takes long to. */
    SLOW("is slow");

    private final String phrase;

    Kind(String phrase) {
        this.phrase = phrase;
    }

    /** What it does to a component, for sentences. */
    String phrase() {
        return phrase;
    }

    /** Whether the component does not answer at all. */
    boolean isAbsence() {
        return this == CRASHED || this == FROZEN || this == PARTITIONED;
    }

    /** Whether it gives way to the reason why the component does not answer at all. */
    boolean isMerelyASign() {
        return this == SLOW || this == CLOCK || this == UNTOLD || this == OVERLOAD;
    }

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Kind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
