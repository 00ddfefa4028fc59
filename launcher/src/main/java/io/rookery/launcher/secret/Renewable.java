package io.rookery.launcher.secret;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A secret that can be rotated while it is in use, because its verifiers accept two values for a
 * time.
 *
 * @param current the value that is presented, or signed with
 * @param next the current value after the next switch; verifiers accept it before that
 * @param previous the current value before the last switch; accepted until it is forgotten
 */
record Renewable(String current, Optional<String> next, Optional<String> previous) {

    /** The other value that is valid now; the current one if there is no other. */
    String other() {
        return next.or(() -> previous).orElse(current);
    }

    /** All values that are valid now, the current one first. */
    List<String> good() {
        return Stream.concat(Stream.of(current), Stream.concat(next.stream(), previous.stream()))
                .toList();
    }

    @Override
    public String toString() {
        return "Renewable[…]";
    }
}
