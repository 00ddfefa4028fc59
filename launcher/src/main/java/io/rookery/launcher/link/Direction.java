package io.rookery.launcher.link;

/** Which way bytes go. */
enum Direction {
    TO_TARGET,
    FROM_TARGET;

    Direction opposite() {
        return this == TO_TARGET ? FROM_TARGET : TO_TARGET;
    }
}
