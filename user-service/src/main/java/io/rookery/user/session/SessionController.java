package io.rookery.user.session;

import io.rookery.api.paging.Link;
import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.kit.security.TokenVerifier;
import io.rookery.shard.id.Ids;
import io.rookery.user.session.Sessions.Session;
import io.rookery.user.throttle.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The API for a user's own sessions and password. Mastodon has pages for them, but no API. */
@RestController
final class SessionController {

    private static final int DEFAULT_LIMIT = 40;
    private static final int MAX_LIMIT = 80;

    private final Sessions sessions;
    private final PasswordChange passwordChange;
    private final KnownDevices devices;
    private final TokenVerifier verifier;

    SessionController(
            Sessions sessions,
            PasswordChange passwordChange,
            KnownDevices devices,
            TokenVerifier verifier) {
        this.sessions = sessions;
        this.passwordChange = passwordChange;
        this.devices = devices;
        this.verifier = verifier;
    }

    /**
     * A session, as its owner sees it.
     *
     * @param current whether it is the session of the request
     * @param application null if it is not known any more
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record SessionEntity(
            String id,
            boolean current,
            @Nullable SessionApplication application,
            List<String> scopes,
            Instant createdAt) {

        private static SessionEntity of(Session session, Caller caller) {
            AccessToken token = session.token();
            ClientApplication application = session.application();
            return new SessionEntity(
                    Ids.format(token.id()),
                    token.id() == caller.tokenId(),
                    application == null
                            ? null
                            : new SessionApplication(application.name(), application.website()),
                    List.of(token.scopes().split(" ")),
                    token.issuedAt());
        }
    }

    record SessionApplication(String name, @Nullable String website) {}

    @GetMapping("/api/v1/accounts/sessions")
    ResponseEntity<List<SessionEntity>> list(
            Caller caller, Parameters parameters, HttpServletRequest request) {
        long account = caller.account(Scope.READ_ACCOUNTS);
        List<SessionEntity> found =
                sessions.of(account, Page.of(parameters, DEFAULT_LIMIT, MAX_LIMIT)).stream()
                        .map(session -> SessionEntity.of(session, caller))
                        .toList();
        ResponseEntity.BodyBuilder answer = answer();
        if (!found.isEmpty()) {
            answer.header(
                    HttpHeaders.LINK,
                    Link.header(
                            request,
                            Long.parseLong(found.getFirst().id()),
                            Long.parseLong(found.getLast().id())));
        }
        return answer.body(found);
    }

    @DeleteMapping("/api/v1/accounts/sessions/{id}")
    ResponseEntity<Map<String, Object>> end(Caller caller, @PathVariable String id) {
        long account = caller.account(Scope.WRITE_ACCOUNTS);
        sessions.end(account, Ids.parse(id).orElseThrow(ApiException::notFound));
        return answer().body(Map.of());
    }

    /** Ends all sessions but that of the request. */
    @DeleteMapping("/api/v1/accounts/sessions")
    ResponseEntity<Map<String, Object>> endOthers(Caller caller) {
        sessions.endAllBut(caller.account(Scope.WRITE_ACCOUNTS), caller.tokenId());
        return answer().body(Map.of());
    }

    /** Changes the password, which ends all sessions but that of the request. */
    @PostMapping("/api/v1/accounts/password")
    ResponseEntity<Map<String, Object>> changePassword(
            Caller caller,
            Parameters parameters,
            RequestIdentity identity,
            ClientAddress address,
            HttpServletRequest request) {
        long account = caller.account(Scope.WRITE_ACCOUNTS);
        Visitor visitor = Visitor.of(request, address, verifier);
        SignedIn now =
                passwordChange.change(
                        visitor,
                        account,
                        parameters.requiredText("current_password"),
                        parameters.requiredText("new_password"),
                        RequestKey.of(identity),
                        caller.tokenId());
        return answer().header(HttpHeaders.SET_COOKIE, devices.cookie(visitor, now).toString())
                .body(Map.of());
    }

    private static ResponseEntity.BodyBuilder answer() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore());
    }
}
