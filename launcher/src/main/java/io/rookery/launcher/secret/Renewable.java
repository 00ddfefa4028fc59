package io.rookery.launcher.secret;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A secret that can be renewed while it is in use, because whoever checks it takes two for a time.
 *
 * @param current what is shown, or signed with
 * @param next what will be after the switch; known to all before that
 * @param previous what was before the last switch; taken until it is forgotten
 */
record Renewable(String current, Optional<String> next, Optional<String> previous) {

    /** The other one that is good just now; the current one if there is no other. */
    String other() {
        return next.or(() -> previous).orElse(current);
    }

    /** All that are good just now, the current one first. */
    List<String> good() {
        return Stream.concat(Stream.of(current), Stream.concat(next.stream(), previous.stream()))
                .toList();
    }

    @Override
    public String toString() {
        return "Renewable[…]";
    }
}
