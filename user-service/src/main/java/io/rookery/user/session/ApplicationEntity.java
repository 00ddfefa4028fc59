package io.rookery.user.session;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rookery.shard.id.Ids;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The client API's Application.
 *
 * @param redirectUri all redirect URIs, one per line, as older clients expect them
 * @param vapidKey empty, because there are no push messages
 */
@JsonNaming(SnakeCaseStrategy.class)
record ApplicationEntity(
        String id,
        String name,
        @Nullable String website,
        List<String> scopes,
        String redirectUri,
        List<String> redirectUris,
        String vapidKey) {

    static ApplicationEntity of(ClientApplication application) {
        return new ApplicationEntity(
                Ids.format(application.id()),
                application.name(),
                application.website(),
                List.copyOf(application.scopes().names()),
                String.join("\n", application.redirectUris()),
                application.redirectUris(),
                "");
    }

    /**
     * The client API's CredentialApplication, which only the response to the registration contains.
     *
     * @param clientSecretExpiresAt 0: never
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record WithCredentials(
            @JsonUnwrapped ApplicationEntity application,
            String clientId,
            String clientSecret,
            long clientSecretExpiresAt) {}
}
