package io.rookery.user.session;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Renders the pages on which users authorize an application. */
final class SignInPage {

    private SignInPage() {}

    /** Asks for name and password. The complaint about the last ones is shown above the form. */
    static ResponseEntity<String> ask(
            HttpStatus status,
            String domain,
            AuthorizationRequest request,
            String login,
            String complaint) {
        Map<String, Object> model = wishes(domain, request);
        model.put("login", login);
        model.put("complaint", complaint);
        return page(status, "sign_in", model, request);
    }

    /** Asks a signed-in user for consent. The form contains the account. */
    static ResponseEntity<String> askSignedIn(
            String domain, AuthorizationRequest request, String account, String username) {
        Map<String, Object> model = wishes(domain, request);
        model.put("account", account);
        model.put("username", username);
        return page(HttpStatus.OK, "allow", model, request);
    }

    /** Shows a code to copy. */
    static ResponseEntity<String> showCode(AuthorizationRequest request, String code) {
        return HtmlPage.PAGES.ownPage(
                HttpStatus.OK,
                "code",
                Map.of("application", HtmlPage.name(request.application().name()), "code", code));
    }

    /**
     * Browsers apply the form-action policy also to the redirect after a form, so the policy
     * includes the redirect URI.
     */
    private static ResponseEntity<String> page(
            HttpStatus status,
            String template,
            Map<String, Object> model,
            AuthorizationRequest request) {
        return HtmlPage.PAGES.ownPage(
                status,
                template,
                model,
                request.isOutOfBand() ? "" : RedirectUris.source(request.redirectUri()));
    }

    private static Map<String, Object> wishes(String domain, AuthorizationRequest request) {
        ClientApplication application = request.application();
        String uri = request.redirectUri();
        boolean isWeb = !request.isOutOfBand() && RedirectUris.isWeb(uri);
        Map<String, Object> model = new HashMap<>();
        model.put("domain", domain);
        model.put("application", HtmlPage.name(application.name()));
        model.put("website", website(application.website()));
        model.put("wishes", ScopeWords.of(request.scopes()));
        model.put("kind", request.isOutOfBand() ? "code" : isWeb ? "web" : "device");
        model.put("destination", destination(request, isWeb));
        model.put("readable", isWeb && RedirectUris.isReadableOnTheWay(uri));
        model.put("fields", fields(request));
        return model;
    }

    private static String website(@Nullable String website) {
        return website == null ? "" : HtmlPage.name(RedirectUris.hostOf(website));
    }

    private static String destination(AuthorizationRequest request, boolean isWeb) {
        if (request.isOutOfBand()) {
            return "";
        }
        String uri = request.redirectUri();
        return HtmlPage.name(isWeb ? RedirectUris.hostOf(uri) : RedirectUris.source(uri));
    }

    private static Map<String, String> fields(AuthorizationRequest request) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("response_type", "code");
        fields.put("client_id", request.application().clientId());
        fields.put("redirect_uri", request.redirectUri());
        fields.put("scope", request.scopes().text());
        fields.put("state", request.state());
        fields.put("code_challenge", request.challenge());
        fields.put("code_challenge_method", request.challenge() == null ? null : ProofKey.METHOD);
        Map<String, String> given = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
    }
}
