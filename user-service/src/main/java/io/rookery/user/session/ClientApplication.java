package io.rookery.user.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application that people sign in with.
 *
 * @param id how the API numbers it
 * @param clientId how OAuth names it; its slot is that of this text
 * @param redirectUris where it may be sent an authorization code
 * @param scopes the most that it may be granted; none if all that it registered for lack an API
 */
record ClientApplication(
        long id,
        String clientId,
        String name,
        @Nullable String website,
        List<String> redirectUris,
        OAuthScopes scopes) {

    ClientApplication {
        redirectUris = List.copyOf(redirectUris);
    }

    /** Whether one of its addresses covers this one. */
    boolean mayBeSentTo(String uri) {
        return redirectUris.stream()
                .anyMatch(registered -> RedirectUris.isCovered(uri, registered));
    }
}
