package io.rookery.kit.admission;

/** The load-shedding state of this instance, and the headers that report it to other instances. */
public interface Admission {

    /** Response header on a 503: the instance has not begun to process the request. */
    String UNPROCESSED_HEADER = "Rookery-Unprocessed";

    /**
     * Response header: the request waited for something other than this instance, so its duration
     * is no sign of this instance's load.
     */
    String WAITED_HEADER = "Rookery-Waited";

    /** Request header: the sender is strained, see {@link #isStrained}. */
    String STRAINED_HEADER = "Rookery-Strained";

    /** Number of requests shed since the start. */
    long shed();

    /** Number of requests in flight, including those that wait for something else. */
    int inFlight();

    /**
     * Whether deferrable work should be postponed. True for a short time after this instance, or a
     * caller of this instance, has shed requests or has come close to it.
     */
    boolean isStrained();
}
