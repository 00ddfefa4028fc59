package io.rookery.acceptance.relation;

/** Kind of relation from one person to another. */
public enum Relation {
    FOLLOWING,
    BLOCKING
}
