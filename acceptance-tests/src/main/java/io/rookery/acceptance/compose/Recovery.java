package io.rookery.acceptance.compose;

import org.jspecify.annotations.Nullable;

/**
 * Whether the platform recovered completely after a fault was undone.
 *
 * @param millis time until it was whole, or until the harness gave up
 * @param obstacle why the harness gave up, a sentence; null if the platform is whole
 */
record Recovery(long millis, @Nullable String obstacle) {

    boolean isComplete() {
        return obstacle == null;
    }
}
