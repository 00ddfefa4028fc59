package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.parameters.Parameters;
import io.rookery.kit.security.TokenVerifier;
import io.rookery.user.address.InstanceAddress;
import io.rookery.user.throttle.ClientAddress;
import io.rookery.user.throttle.TooManyRequestsException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * for the password, so there is nothing that another site could make a browser agree to. It sends
 * nobody anywhere who has not answered: what is wrong with a request is said on a page.
 */
@RestController
final class AuthorizeController {

    private final ClientApplications applications;
    private final AuthorizationCodes codes;
    private final SignIn signIn;
    private final KnownDevices devices;
    private final TokenVerifier tokens;
    private final InstanceAddress address;

    AuthorizeController(
            ClientApplications applications,
            AuthorizationCodes codes,
            SignIn signIn,
            KnownDevices devices,
            TokenVerifier tokens,
            InstanceAddress address) {
        this.applications = applications;
        this.codes = codes;
        this.signIn = signIn;
        this.devices = devices;
        this.tokens = tokens;
        this.address = address;
    }

    @GetMapping("/oauth/authorize")
    ResponseEntity<String> ask(Parameters parameters) {
        AuthorizationRequest request = AuthorizationRequest.of(parameters, applications);
        return SignInPage.ask(HttpStatus.OK, address.domain(), request, "", "");
    }

    @PostMapping("/oauth/authorize")
    ResponseEntity<String> answer(
            HttpServletRequest http, Parameters parameters, ClientAddress client) {
        SameOrigin.require(http);
        AuthorizationRequest request = AuthorizationRequest.of(parameters, applications);
        if ("deny".equals(parameters.text("decision"))) {
            return deny(request);
        }
        String login = or(parameters.text("username"), "");
        Visitor visitor = Visitor.of(http, client, tokens);
        SignedIn who =
                signIn.authenticate(visitor, login, or(parameters.text("password"), ""))
                        .orElse(null);
        String code = who == null ? null : codes.issue(who, request).orElse(null);
        if (who == null || code == null) {
            return SignInPage.ask(
                    HttpStatus.UNAUTHORIZED,
                    address.domain(),
                    request,
                    login,
                    "The name or the password is wrong.");
        }
        ResponseEntity<String> answer =
                request.isOutOfBand()
                        ? SignInPage.showCode(request, code)
                        : redirect(request, Map.of("code", code));
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(HttpHeaders.SET_COOKIE, devices.cookie(visitor, who).toString())
                .body(answer.getBody());
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(OAuthException refusal) {
        return HtmlPage.refuse(refusal.status(), refusal.description());
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(ApiException refusal) {
        return HtmlPage.refuse(refusal.status(), refusal.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(TooManyRequestsException refusal) {
        return HtmlPage.tooMany(refusal.retryAfterSeconds());
    }

    /** The application is told at its address: the person has sent the answer there. */
    private static ResponseEntity<String> deny(AuthorizationRequest request) {
        OAuthException reason = OAuthException.accessDenied();
        if (request.isOutOfBand()) {
            return HtmlPage.refuse(reason.status(), reason.description());
        }
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", reason.error());
        answer.put("error_description", reason.description());
        return redirect(request, answer);
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
