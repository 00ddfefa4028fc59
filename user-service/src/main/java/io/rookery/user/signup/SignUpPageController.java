package io.rookery.user.signup;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.page.HtmlPages;
import io.rookery.user.address.InstanceAddress;
import io.rookery.user.password.PasswordRules;
import io.rookery.user.session.SameOrigin;
import io.rookery.user.throttle.ClientAddress;
import io.rookery.user.throttle.TooManyRequestsException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page for sign-up in a browser. A form that is sent twice creates one account. */
@RestController
final class SignUpPageController {

    private static final String PATH = "/auth/sign_up";
    private static final String REQUEST = "request";

    private final HtmlPages pages = new HtmlPages(SignUpPageController.class);
    private final SignUps signUps;
    private final PasswordRules rules;
    private final SignUpLimits limits;
    private final InstanceAddress address;

    SignUpPageController(
            SignUps signUps, PasswordRules rules, SignUpLimits limits, InstanceAddress address) {
        this.signUps = signUps;
        this.rules = rules;
        this.limits = limits;
        this.address = address;
    }

    @GetMapping(PATH)
    ResponseEntity<String> ask() {
        return form(HttpStatus.OK, null, "");
    }

    @PostMapping(PATH)
    ResponseEntity<String> signUp(
            HttpServletRequest http, Parameters parameters, ClientAddress client) {
        SameOrigin.require(http);
        limits.use(client);
        String key = parameters.requiredText(REQUEST);
        try {
            SignUpRequest request =
                    SignUpRequest.of(parameters, rules, PATH, key).orIn(languageOf(http));
            signUps.signUp(request, client);
            return page(HttpStatus.OK, "welcome", Map.of("username", request.username()));
        } catch (ApiException e) {
            return form(e.status(), parameters, e.getMessage());
        }
    }

    /** The preferred language of the browser. */
    private static @Nullable String languageOf(HttpServletRequest http) {
        return http.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null
                ? null
                : http.getLocale().toLanguageTag();
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(ApiException refusal) {
        return form(refusal.status(), null, refusal.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(TooManyRequestsException refusal) {
        return HtmlPages.with(
                HttpHeaders.RETRY_AFTER,
                refusal.retryAfterSeconds(),
                form(HttpStatus.TOO_MANY_REQUESTS, null, refusal.sentence()));
    }

    private ResponseEntity<String> form(
            HttpStatusCode status, @Nullable Parameters given, String complaint) {
        Map<String, Object> model = new HashMap<>();
        model.put("path", PATH);
        model.put("complaint", complaint.replaceFirst("^Validation failed: ", ""));
        model.put("username", given(given, "username"));
        model.put("email", given(given, "email"));
        model.put(REQUEST, UUID.randomUUID().toString());
        return page(status, "sign_up", model);
    }

    private ResponseEntity<String> page(
            HttpStatusCode status, String template, Map<String, ?> model) {
        Map<String, Object> all = new HashMap<>(model);
        all.put("domain", address.domain());
        return pages.ownPage(status, template, all);
    }

    private static String given(@Nullable Parameters given, String name) {
        String text = given == null ? null : given.text(name);
        return text == null ? "" : text;
    }
}
