package io.rookery.acceptance.relation;

/** How one person may stand to another. */
public enum Relation {
    FOLLOWING,
    BLOCKING
}
