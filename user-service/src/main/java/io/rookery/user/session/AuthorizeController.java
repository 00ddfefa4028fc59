package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.paging.Link;
import io.rookery.kit.parameters.Parameters;
import io.rookery.user.address.InstanceAddress;
import io.rookery.user.session.AuthorizationRequest.Unacceptable;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page on which people sign in for an application. It keeps no session: each authorization asks
 * for the password, so there is nothing that another site could make a browser agree to.
 */
@RestController
final class AuthorizeController {

    private final ClientApplications applications;
    private final AuthorizationCodes codes;
    private final SignIn signIn;
    private final InstanceAddress address;

    AuthorizeController(
            ClientApplications applications,
            AuthorizationCodes codes,
            SignIn signIn,
            InstanceAddress address) {
        this.applications = applications;
        this.codes = codes;
        this.signIn = signIn;
        this.address = address;
    }

    @GetMapping("/oauth/authorize")
    ResponseEntity<String> ask(Parameters parameters) {
        AuthorizationRequest request = AuthorizationRequest.of(parameters, applications);
        return SignInPage.ask(HttpStatus.OK, address.domain(), request, "", "");
    }

    @PostMapping("/oauth/authorize")
    ResponseEntity<String> answer(HttpServletRequest http, Parameters parameters) {
        if (!SameOrigin.isSentFrom(Link.origin(http), http)) {
            throw ApiException.forbidden("The form was sent from another site");
        }
        AuthorizationRequest request = AuthorizationRequest.of(parameters, applications);
        if ("deny".equals(parameters.text("decision"))) {
            throw new Unacceptable(request, OAuthException.accessDenied());
        }
        String login = or(parameters.text("username"), "");
        OptionalLong account = signIn.authenticate(login, or(parameters.text("password"), ""));
        if (account.isEmpty()) {
            return SignInPage.ask(
                    HttpStatus.UNAUTHORIZED,
                    address.domain(),
                    request,
                    login,
                    "The name or the password is wrong.");
        }
        String code = codes.issue(account.getAsLong(), request);
        return request.isOutOfBand()
                ? SignInPage.showCode(request, code)
                : redirect(request, Map.of("code", code));
    }

    /** What may be told to the application is told to it; the rest to the person. */
    @ExceptionHandler
    ResponseEntity<String> refuse(Unacceptable refusal) {
        OAuthException reason = refusal.reason();
        if (refusal.request().isOutOfBand()) {
            return SignInPage.refuse(reason.status(), reason.description());
        }
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", reason.error());
        answer.put("error_description", reason.description());
        return redirect(refusal.request(), answer);
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(OAuthException refusal) {
        return SignInPage.refuse(refusal.status(), refusal.description());
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(ApiException refusal) {
        return SignInPage.refuse(refusal.status(), refusal.getMessage());
    }

    private static ResponseEntity<String> redirect(
            AuthorizationRequest request, Map<String, String> answer) {
        Map<String, String> parameters = new LinkedHashMap<>(answer);
        if (request.state() != null) {
            parameters.put("state", request.state());
        }
        String uri = request.redirectUri();
        String query =
                parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return ResponseEntity.status(HttpStatus.FOUND)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.LOCATION, uri + (uri.contains("?") ? "&" : "?") + query)
                .build();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String or(@Nullable String text, String other) {
        return text == null ? other : text;
    }
}
