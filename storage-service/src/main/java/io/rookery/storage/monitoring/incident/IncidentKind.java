package io.rookery.storage.monitoring.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Kind of an incident: the root cause, as far as it is known. */
public enum IncidentKind {
    /** The process is gone: nothing accepts connections at its address. */
    CRASHED("has crashed"),
    /** The process accepts connections, but answers no caller. */
    FROZEN("is frozen"),
    /** The component does not answer our probes, but others have heard from it since. */
    PARTITIONED("is running, but cannot be reached from here"),
    /** A write failed for lack of disk space. */
    DISK_FULL("has no disk space left"),
    /**
     * The heap is full even after a garbage collection, or was about to be when the process died.
     */
    MEMORY("has run out of memory"),
    /** The component sheds load, or has exhausted its connection pool to a healthy shard. */
    OVERLOAD("is overloaded"),
    /** The node takes writes although another node was promoted in its place. */
    SPLIT_BRAIN("accepts writes although another primary was promoted"),
    /** The replica answers, but receives no changes from its primary. */
    NOT_REPLICATING("does not replicate"),
    /** The node is a primary and answers writes with errors. */
    WRITES_REFUSED("refuses writes"),
    /** The instance answers, but rejects our credentials, so that its state is unknown. */
    UNTOLD("does not report its status"),
    /** The component's clock differs from ours. */
    CLOCK("has a clock skew"),
    /** The component answers, but slowly. */
    SLOW("is slow");

    private final String phrase;

    IncidentKind(String phrase) {
        this.phrase = phrase;
    }

    /** Predicate of a sentence about the component. */
    public String phrase() {
        return phrase;
    }

    /** Whether the component does not answer at all. */
    boolean isAbsence() {
        return this == CRASHED || this == FROZEN || this == PARTITIONED;
    }

    /** Whether this is a symptom only: the cause replaces it once the component stops answering. */
    boolean isMerelyASign() {
        return this == SLOW || this == CLOCK || this == UNTOLD || this == OVERLOAD;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static IncidentKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
