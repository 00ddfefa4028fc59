package io.rookery.feed.status.api;

import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import org.jspecify.annotations.Nullable;

/** Determines the account that views statuses. */
public final class Viewer {

    private Viewer() {}

    /** The signed-in account; null for an anonymous request. */
    public static @Nullable Long of(Caller caller) {
        return of(caller, Scope.READ_STATUSES);
    }

    /** The signed-in account, if its token has the scope; null otherwise. */
    public static @Nullable Long of(Caller caller, Scope scope) {
        var viewer = caller.viewer(scope);
        return viewer.isPresent() ? viewer.getAsLong() : null;
    }
}
