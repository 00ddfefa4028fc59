package io.rookery.storage.monitoring.probe;

/** Outcome of one probe. */
public enum ProbeOutcome {
    /** The component answered. */
    ANSWERED,
    /** The connection was refused, or the existing one was cut. */
    REFUSED,
    /** The component was reached and said that it does not serve: it is starting or stopping. */
    NOT_SERVING,
    /** No answer came in time. */
    SILENT
}
