package io.rookery.storage.monitoring.probe;

/** Outcome of one probe. */
public enum ProbeOutcome {
    /** The component answered. */
    ANSWERED,
    /** The connection was refused, or the existing one was cut. */
    REFUSED,
    /** No answer came in time. */
    SILENT
}
