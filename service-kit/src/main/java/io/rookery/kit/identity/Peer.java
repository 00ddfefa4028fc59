package io.rookery.kit.identity;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parties that have an identity: each has its own key pair. */
public enum Peer {
    GATEWAY("gateway"),
    USER_SERVICE("user-service"),
    FEED_SERVICE("feed-service"),
    STORAGE_SERVICE("storage-service"),
    /** People and tools that operate the platform. */
    OPERATOR("operator");

    private static final Map<String, Peer> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Peer::text, Function.identity()));

    private final String text;

    Peer(String text) {
        this.text = text;
    }

    /** Returns the peer of that name; empty if no peer has it. */
    public static Optional<Peer> named(String text) {
        return Optional.ofNullable(BY_NAME.get(text));
    }

    /**
     * Returns the peer of a name that is known to be right.
     *
     * @throws IllegalArgumentException if no peer has that name
     */
    public static Peer of(String text) {
        return named(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "\"%s\" is not one of %s".formatted(text, BY_NAME.keySet())));
    }

    /** The name under which a service registers. */
    public String text() {
        return text;
    }
}
