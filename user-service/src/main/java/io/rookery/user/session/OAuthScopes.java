package io.rookery.user.session;

import io.rookery.kit.security.Scope;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scopes in the order in which they were asked for. */
record OAuthScopes(Set<String> names) {

    /** What is meant when none are named. */
    static final OAuthScopes DEFAULT = new OAuthScopes(Set.of(Scope.READ.text()));

    OAuthScopes {
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    /**
     * Reads scopes separated by white space or, as some clients send them, by plus signs.
     *
     * @return the default for a missing or blank text; none if a scope does not exist
     */
    static Optional<OAuthScopes> parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.of(DEFAULT);
        }
        List<String> names = Arrays.asList(text.strip().split("[\\s+]+"));
        return names.stream().allMatch(name -> Scope.named(name).isPresent())
                ? Optional.of(new OAuthScopes(new LinkedHashSet<>(names)))
                : Optional.empty();
    }

    /** The scopes that {@link #text()} wrote. */
    static OAuthScopes stored(String text) {
        return new OAuthScopes(new LinkedHashSet<>(Arrays.asList(text.split(" "))));
    }

    /** Whether each of these is granted by one of those, itself or a wider one. */
    boolean within(OAuthScopes granted) {
        return names.stream()
                .allMatch(name ->
                        Scope.named(name)
                                .map(scope -> scope.isGrantedBy(granted.names()))
                                .orElse(false));
    }

    String text() {
        return String.join(" ", names);
    }
}
