package io.rookery.user.session;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.Caller;
import io.rookery.user.session.ClientApplications.Registered;
import io.rookery.user.throttle.AddressLimit;
import io.rookery.user.throttle.ClientAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Registers applications. */
@RestController
final class ApplicationController {

    private static final int MAX_NAME = 60;
    private static final int MAX_WEBSITE = 2000;

    private final ClientApplications applications;
    private final AddressLimit limit;

    ApplicationController(ClientApplications applications, SessionSettings settings) {
        this.applications = applications;
        this.limit =
                new AddressLimit(settings.registrationsPerAddress(), settings.registrationWindow());
    }

    @PostMapping("/api/v1/apps")
    ResponseEntity<ApplicationEntity.WithCredentials> register(
            Parameters parameters, RequestIdentity identity, ClientAddress client) {
        limit.use(client);
        Registered registered =
                applications.register(
                        RequestKey.of(identity),
                        client,
                        name(parameters),
                        website(parameters.text("website")),
                        redirectUris(parameters),
                        OAuthScopes.parse(parameters.text("scopes"))
                                .orElseThrow(() ->
                                        ApiException.invalid(
                                                "Scopes doesn't match configured on the server.")));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                        new ApplicationEntity.WithCredentials(
                                ApplicationEntity.of(registered.application()),
                                registered.application().clientId(),
                                registered.secret(),
                                0));
    }

    @GetMapping("/api/v1/apps/verify_credentials")
    ResponseEntity<ApplicationEntity> verify(Caller caller) {
        if (caller.isAnonymous()) {
            throw ApiException.unauthorized();
        }
        ClientApplication application =
                applications.byClientId(caller.clientId()).orElseThrow(ApiException::unauthorized);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(ApplicationEntity.of(application));
    }

    private static String name(Parameters parameters) {
        String name = parameters.text("client_name");
        if (name == null || name.isBlank()) {
            throw ApiException.invalid("Application name can't be blank");
        }
        if (name.codePointCount(0, name.length()) > MAX_NAME) {
            throw ApiException.invalid(
                    "Application name is too long (maximum is " + MAX_NAME + " characters)");
        }
        return name.strip();
    }

    private static List<String> redirectUris(Parameters parameters) {
        List<String> uris = RedirectUris.read(parameters.texts("redirect_uris"));
        if (uris.isEmpty()) {
            throw ApiException.invalid("Redirect URI can't be blank");
        }
        if (uris.size() > RedirectUris.MAX_COUNT) {
            throw ApiException.invalid("Redirect URI has too many entries");
        }
        if (!uris.stream().allMatch(RedirectUris::isAcceptable)) {
            throw ApiException.invalid("Redirect URI must be an absolute URI.");
        }
        return uris;
    }

    private static @Nullable String website(@Nullable String website) {
        if (website == null || website.isBlank()) {
            return null;
        }
        try {
            URI uri = new URI(website.strip());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && website.length() <= MAX_WEBSITE) {
                return uri.toString();
            }
        } catch (URISyntaxException e) {
            // Rejected below, like any other text that is not the address of a website.
        }
        throw ApiException.invalid("Website must be a valid URL");
    }
}
