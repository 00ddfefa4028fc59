package io.rookery.user.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered OAuth client application.
 *
 * @param id its id in the API
 * @param clientId its OAuth client id; the hash of this text determines its slot
 * @param redirectUris the URIs that an authorization code may be sent to
 * @param scopes the most that it may be granted; none if there is no API for any of those that it
 *     registered for
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

    /** Whether one of its redirect URIs covers this one. */
    boolean mayBeSentTo(String uri) {
        return redirectUris.stream()
                .anyMatch(registered -> RedirectUris.isCovered(uri, registered));
    }
}
