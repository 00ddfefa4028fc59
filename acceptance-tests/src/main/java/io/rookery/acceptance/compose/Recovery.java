package io.rookery.acceptance.compose;

import org.jspecify.annotations.Nullable;

/**
 * Whether the platform became whole after a fault was undone.
 *
 * @param millis until it was whole, or was given up
 * @param obstacle why it was given up, a sentence; null when it is whole
 */
record Recovery(long millis, @Nullable String obstacle) {

    boolean isComplete() {
        return obstacle == null;
    }
}
