package io.rookery.user.session;

import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.TokenVerifier;
import io.rookery.shard.id.Ids;
import io.rookery.user.account.Accounts;
import io.rookery.user.address.InstanceAddress;
import io.rookery.user.session.SessionPage.Content;
import io.rookery.user.throttle.ClientAddress;
import io.rookery.user.throttle.TooManyRequestsException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets users manage their sessions and their password in a browser, without an application. */
@RestController
final class SessionPageController {

    private static final Page LATEST = Page.newest(80);

    private final Sessions sessions;
    private final SignIn signIn;
    private final PasswordChange passwordChange;
    private final PageTicket tickets;
    private final KnownDevices devices;
    private final Accounts accounts;
    private final TokenVerifier verifier;
    private final InstanceAddress address;

    SessionPageController(
            Sessions sessions,
            SignIn signIn,
            PasswordChange passwordChange,
            PageTicket tickets,
            KnownDevices devices,
            Accounts accounts,
            TokenVerifier verifier,
            InstanceAddress address) {
        this.sessions = sessions;
        this.signIn = signIn;
        this.passwordChange = passwordChange;
        this.tickets = tickets;
        this.devices = devices;
        this.accounts = accounts;
        this.verifier = verifier;
        this.address = address;
    }

    @GetMapping(SessionPage.PATH)
    ResponseEntity<String> ask() {
        return ask(HttpStatus.OK, "", "");
    }

    @PostMapping(SessionPage.PATH)
    ResponseEntity<String> answer(
            HttpServletRequest http,
            Parameters parameters,
            RequestIdentity identity,
            ClientAddress client) {
        SameOrigin.require(http);
        Visitor visitor = Visitor.of(http, client, verifier);
        return switch (text(parameters, "action")) {
            case "end" -> end(parameters);
            case "end_all" -> endAll(parameters);
            case "change_password" -> changePassword(visitor, parameters, RequestKey.of(identity));
            default -> signIn(visitor, parameters);
        };
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(ApiException refusal) {
        return HtmlPage.refuse(refusal.status(), refusal.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(TooManyRequestsException refusal) {
        return HtmlPage.refuse(refusal);
    }

    private ResponseEntity<String> signIn(Visitor visitor, Parameters parameters) {
        String login = text(parameters, "username");
        SignedIn who =
                signIn.authenticate(visitor, login, text(parameters, "password")).orElse(null);
        return who == null
                ? ask(HttpStatus.UNAUTHORIZED, login, "The name or the password is wrong.")
                : known(visitor, who, show(who, "", ""));
    }

    private ResponseEntity<String> end(Parameters parameters) {
        SignedIn who = holder(parameters);
        if (who == null) {
            return askAgain();
        }
        sessions.end(
                who.accountId(),
                Ids.parse(text(parameters, "id")).orElseThrow(ApiException::notFound));
        return show(who, "The session has ended.", "");
    }

    private ResponseEntity<String> endAll(Parameters parameters) {
        SignedIn who = holder(parameters);
        if (who == null) {
            return askAgain();
        }
        sessions.endAllBut(who.accountId(), null);
        return show(who, "All sessions have ended.", "");
    }

    /**
     * The form contains the account's name. The current password proves that the account is the
     * user's own.
     */
    private ResponseEntity<String> changePassword(
            Visitor visitor, Parameters parameters, String requestKey) {
        OptionalLong account =
                accounts.byUsername(text(parameters, "username")).stream()
                        .mapToLong(it -> it.id())
                        .findFirst();
        if (account.isEmpty()) {
            return askAgain();
        }
        try {
            SignedIn now =
                    passwordChange.change(
                            visitor,
                            account.getAsLong(),
                            text(parameters, "current_password"),
                            text(parameters, "new_password"),
                            requestKey,
                            null);
            String notice = "The password is changed, and all sessions have ended.";
            return known(visitor, now, show(now, notice, ""));
        } catch (ApiException refusal) {
            SignedIn who = holder(parameters);
            return who == null || refusal.status() != HttpStatus.UNPROCESSABLE_CONTENT
                    ? refuse(refusal)
                    : show(who, "", refusal.getMessage());
        }
    }

    private @Nullable SignedIn holder(Parameters parameters) {
        return tickets.read(text(parameters, "ticket")).orElse(null);
    }

    private ResponseEntity<String> show(SignedIn who, String notice, String complaint) {
        return SessionPage.show(
                complaint.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                new Content(
                        accounts.existing(who.accountId()).username(),
                        sessions.of(who.accountId(), LATEST),
                        tickets.issue(who),
                        notice,
                        complaint));
    }

    /** Adds the cookie to the page that makes the device known. */
    private ResponseEntity<String> known(
            Visitor visitor, SignedIn who, ResponseEntity<String> page) {
        return ResponseEntity.status(page.getStatusCode())
                .headers(page.getHeaders())
                .header(HttpHeaders.SET_COOKIE, devices.cookie(visitor, who).toString())
                .body(page.getBody());
    }

    private ResponseEntity<String> askAgain() {
        return ask(HttpStatus.UNAUTHORIZED, "", "Please sign in again.");
    }

    private ResponseEntity<String> ask(HttpStatus status, String login, String complaint) {
        return SessionPage.ask(status, address.domain(), login, complaint);
    }

    private static String text(Parameters parameters, String name) {
        String text = parameters.text(name);
        return text == null ? "" : text;
    }
}
