package io.rookery.user.session;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.page.HtmlPages;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.TokenVerifier;
import io.rookery.shard.id.Ids;
import io.rookery.user.account.Accounts;
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
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page on which users authorize an application. In a browser that is signed in it asks for no
 * password, but always for consent: there is no redirect without the user's answer. Errors in the
 * request are shown on a page.
 */
@RestController
final class AuthorizeController {

    private final ClientApplications applications;
    private final AuthorizationCodes codes;
    private final SignIn signIn;
    private final BrowserSession browser;
    private final Accounts accounts;
    private final KnownDevices devices;
    private final TokenVerifier tokens;
    private final InstanceAddress address;

    AuthorizeController(
            ClientApplications applications,
            AuthorizationCodes codes,
            SignIn signIn,
            BrowserSession browser,
            Accounts accounts,
            KnownDevices devices,
            TokenVerifier tokens,
            InstanceAddress address) {
        this.applications = applications;
        this.codes = codes;
        this.signIn = signIn;
        this.browser = browser;
        this.accounts = accounts;
        this.devices = devices;
        this.tokens = tokens;
        this.address = address;
    }

    @GetMapping("/oauth/authorize")
    ResponseEntity<String> ask(HttpServletRequest http, Parameters parameters) {
        AuthorizationRequest request = AuthorizationRequest.of(parameters, applications);
        return parameters.flag("force_login", false)
                ? askForPassword(HttpStatus.OK, request, "", "")
                : ask(http, request);
    }

    @PostMapping("/oauth/authorize")
    ResponseEntity<String> answer(
            HttpServletRequest http,
            Parameters parameters,
            RequestIdentity identity,
            ClientAddress client) {
        SameOrigin.require(http);
        AuthorizationRequest request = AuthorizationRequest.of(parameters, applications);
        String decision = or(parameters.text("decision"), "");
        if (decision.equals("deny")) {
            return deny(request);
        }
        if (decision.equals("sign_out")) {
            ResponseCookie over = browser.end(http);
            return with(over, askForPassword(HttpStatus.OK, request, "", ""));
        }
        String account = parameters.text("account");
        return account == null
                ? signIn(http, parameters, identity, client, request)
                : allow(http, account, request);
    }

    /** The signed-in user has agreed. The form contains the account that the page showed. */
    private ResponseEntity<String> allow(
            HttpServletRequest http, String account, AuthorizationRequest request) {
        String code =
                browser.find(http)
                        .filter(who -> Ids.format(who.accountId()).equals(account))
                        .flatMap(who -> codes.issue(who, request))
                        .orElse(null);
        // The session has ended, or belongs to another account by now, so the user is asked again.
        return code == null ? ask(http, request) : grant(request, code);
    }

    private ResponseEntity<String> signIn(
            HttpServletRequest http,
            Parameters parameters,
            RequestIdentity identity,
            ClientAddress client,
            AuthorizationRequest request) {
        String login = or(parameters.text("username"), "");
        Visitor visitor = Visitor.of(http, client, tokens);
        SignedIn who =
                signIn.authenticate(visitor, login, or(parameters.text("password"), ""))
                        .orElse(null);
        String code = who == null ? null : codes.issue(who, request).orElse(null);
        if (who == null || code == null) {
            return askForPassword(
                    HttpStatus.UNAUTHORIZED, request, login, "The name or the password is wrong.");
        }
        ResponseEntity<String> answer = with(devices.cookie(visitor, who), grant(request, code));
        return browser.begin(http, who, RequestKey.of(identity))
                .map(cookie -> with(cookie, answer))
                .orElse(answer);
    }

    private ResponseEntity<String> ask(HttpServletRequest http, AuthorizationRequest request) {
        return browser.find(http)
                .flatMap(who -> accounts.byId(who.accountId()))
                .map(account ->
                        SignInPage.askSignedIn(
                                address.domain(),
                                request,
                                Ids.format(account.id()),
                                account.username()))
                .orElseGet(() -> askForPassword(HttpStatus.OK, request, "", ""));
    }

    private ResponseEntity<String> askForPassword(
            HttpStatus status, AuthorizationRequest request, String login, String complaint) {
        return SignInPage.ask(status, address.domain(), request, login, complaint);
    }

    private static ResponseEntity<String> grant(AuthorizationRequest request, String code) {
        return request.isOutOfBand()
                ? SignInPage.showCode(request, code)
                : redirect(request, Map.of("code", code));
    }

    private static ResponseEntity<String> with(
            ResponseCookie cookie, ResponseEntity<String> answer) {
        return HtmlPages.with(HttpHeaders.SET_COOKIE, cookie.toString(), answer);
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
        return HtmlPage.refuse(refusal);
    }

    /**
     * Reports the denial to the application through its redirect URI, because the user has decided.
     */
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
