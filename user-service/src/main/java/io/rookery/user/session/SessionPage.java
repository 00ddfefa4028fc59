package io.rookery.user.session;

import io.rookery.shard.id.Ids;
import io.rookery.user.password.PasswordRules;
import io.rookery.user.session.Sessions.Session;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Renders the pages on which users manage their sessions and their password. */
final class SessionPage {

    static final String PATH = "/oauth/sessions";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private SessionPage() {}

    /** The sign-in page. The complaint about the last answer is shown above the form. */
    static ResponseEntity<String> ask(
            HttpStatus status, String domain, String login, String complaint) {
        return HtmlPage.PAGES.ownPage(
                status,
                "sessions_sign_in",
                Map.of("path", PATH, "domain", domain, "login", login, "complaint", complaint));
    }

    /**
     * The content of the page for an account.
     *
     * @param ticket sent back with each form
     * @param notice what was done; empty for nothing
     * @param complaint what was wrong; empty for nothing
     */
    record Content(
            String username,
            List<Session> sessions,
            String ticket,
            String notice,
            String complaint) {}

    static ResponseEntity<String> show(HttpStatus status, Content content) {
        return HtmlPage.PAGES.ownPage(
                status,
                "sessions",
                Map.of(
                        "path",
                        PATH,
                        "username",
                        content.username(),
                        "sessions",
                        content.sessions().stream().map(SessionPage::line).toList(),
                        "ticket",
                        content.ticket(),
                        "notice",
                        content.notice(),
                        "complaint",
                        content.complaint(),
                        "shortest",
                        PasswordRules.MIN_LENGTH));
    }

    private static Map<String, Object> line(Session session) {
        AccessToken token = session.token();
        ClientApplication application = session.application();
        return Map.of(
                "id",
                Ids.format(token.id()),
                "browser",
                BrowserSession.isOne(token),
                "name",
                application == null ? "An application" : HtmlPage.name(application.name()),
                "since",
                TIME.format(token.issuedAt()),
                "may",
                String.join("; ", ScopeWords.of(OAuthScopes.stored(token.scopes()))));
    }
}
