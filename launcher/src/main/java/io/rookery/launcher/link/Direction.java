package io.rookery.launcher.link;

/** The direction in which bytes flow through a link. */
enum Direction {
    TO_TARGET,
    FROM_TARGET;

    Direction opposite() {
        return this == TO_TARGET ? FROM_TARGET : TO_TARGET;
    }
}
