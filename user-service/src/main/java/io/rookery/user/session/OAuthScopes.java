package io.rookery.user.session;

import io.rookery.kit.security.Scope;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set of OAuth scopes, in the order in which they were requested. */
record OAuthScopes(Set<String> names) {

    /** The scopes of a request that names none. */
    static final OAuthScopes DEFAULT = new OAuthScopes(Set.of(Scope.READ.text()));

    /**
     * Scopes that the client API defines but that have no function here. They are accepted, but
     * never granted.
     */
    private static final Set<String> WITHOUT_API =
            Set.of(
                    "read:collections",
                    "write:collections",
                    "admin:read",
                    "admin:read:accounts",
                    "admin:read:canonical_email_blocks",
                    "admin:read:domain_allows",
                    "admin:read:domain_blocks",
                    "admin:read:email_domain_blocks",
                    "admin:read:ip_blocks",
                    "admin:read:reports",
                    "admin:write",
                    "admin:write:accounts",
                    "admin:write:canonical_email_blocks",
                    "admin:write:domain_allows",
                    "admin:write:domain_blocks",
                    "admin:write:email_domain_blocks",
                    "admin:write:ip_blocks",
                    "admin:write:reports");

    OAuthScopes {
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    /**
     * Parses scopes separated by white space or, as some clients send them, by plus signs.
     *
     * @return the default for a missing or blank text, otherwise the scopes that can be granted,
     *     possibly none; empty if a scope does not exist
     */
    static Optional<OAuthScopes> parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.of(DEFAULT);
        }
        Set<String> names = new LinkedHashSet<>(Arrays.asList(text.strip().split("[\\s+]+")));
        names.removeAll(WITHOUT_API);
        return names.stream().allMatch(name -> Scope.named(name).isPresent())
                ? Optional.of(new OAuthScopes(names))
                : Optional.empty();
    }

    /** Parses scopes that {@link #text()} wrote. */
    static OAuthScopes stored(String text) {
        return new OAuthScopes(
                text.isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(text.split(" "))));
    }

    /**
     * Whether there are any scopes, and each is contained in the granted ones, directly or through
     * a wider one.
     */
    boolean within(OAuthScopes granted) {
        return !names.isEmpty()
                && names.stream()
                        .allMatch(name ->
                                Scope.named(name)
                                        .map(scope -> scope.isGrantedBy(granted.names()))
                                        .orElse(false));
    }

    String text() {
        return String.join(" ", names);
    }
}
