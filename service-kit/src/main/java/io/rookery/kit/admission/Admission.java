package io.rookery.kit.admission;

/** How this instance stands with the requests that it is asked to take. */
public interface Admission {

    /** Says on a 503 that the instance has not begun to handle the request. */
    String UNPROCESSED_HEADER = "Rookery-Unprocessed";

    /** Says on an answer that its request has waited for something other than the instance. */
    String WAITED_HEADER = "Rookery-Waited";

    /** Says on a request that its sender is strained. */
    String STRAINED_HEADER = "Rookery-Strained";

    /** Requests that were shed since the start. */
    long shed();

    /** Requests being handled now, those that wait for something else included. */
    int inFlight();

    /**
     * Whether what can wait should: requests were just shed, or nearly, here or at somebody who
     * sends requests here.
     */
    boolean isStrained();
}
