package io.rookery.storage.probe;

/** What came of one look at a component. */
public enum Sight {
    /** It answered. */
    ANSWERED,
    /** Nobody accepts connections there, or the one that there was has been cut. */
    REFUSED,
    /** No answer in time. */
    SILENT
}
