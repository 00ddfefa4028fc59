package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Serves the public data of applications to other services. */
@AllowedPeers(Peer.FEED_SERVICE)
@RestController
final class InternalApplicationController {

    private static final int MAX_APPLICATIONS = 100;

    private final ClientApplications applications;

    InternalApplicationController(ClientApplications applications) {
        this.applications = applications;
    }

    /** The applications that exist. They never change. */
    @GetMapping("/internal/applications")
    List<InternalApplication> byClientIds(@RequestParam("client_id") List<String> clientIds) {
        if (clientIds.size() > MAX_APPLICATIONS) {
            throw ApiException.unprocessable(
                    "At most " + MAX_APPLICATIONS + " applications at a time");
        }
        return applications.byClientIds(clientIds).stream().map(InternalApplication::of).toList();
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record InternalApplication(String clientId, String name, @Nullable String website) {

        static InternalApplication of(ClientApplication application) {
            return new InternalApplication(
                    application.clientId(), application.name(), application.website());
        }
    }
}
