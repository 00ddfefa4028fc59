package io.rookery.user.session;

import io.rookery.internal.ApplicationsApi;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import java.util.Collection;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

/** Serves the public data of applications to other services. */
@AllowedPeers(Peer.FEED_SERVICE)
@RestController
final class InternalApplicationController implements ApplicationsApi {

    private final ClientApplications applications;

    InternalApplicationController(ClientApplications applications) {
        this.applications = applications;
    }

    @Override
    public List<ApplicationAnswer> applications(Collection<String> clientIds) {
        if (clientIds.size() > MAX_APPLICATIONS) {
            throw ApiException.unprocessable(
                    "At most " + MAX_APPLICATIONS + " applications at a time");
        }
        return applications.byClientIds(List.copyOf(clientIds)).stream()
                .map(application ->
                        new ApplicationAnswer(
                                application.clientId(), application.name(), application.website()))
                .toList();
    }
}
