package io.rookery.feed.status;

import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import org.jspecify.annotations.Nullable;

/** Who looks at statuses. */
public final class Viewer {

    private Viewer() {}

    /** The account that has signed in; null for anybody else. */
    public static @Nullable Long of(Caller caller) {
        return of(caller, Scope.READ_STATUSES);
    }

    /** The account that has signed in, with a token that has the scope; null for anybody else. */
    public static @Nullable Long of(Caller caller, Scope scope) {
        var viewer = caller.viewer(scope);
        return viewer.isPresent() ? viewer.getAsLong() : null;
    }
}
