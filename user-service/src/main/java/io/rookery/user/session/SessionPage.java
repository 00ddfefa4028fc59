package io.rookery.user.session;

import io.rookery.shard.id.Ids;
import io.rookery.user.password.PasswordRules;
import io.rookery.user.session.Sessions.Session;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The pages on which people look after their sessions and their password. */
final class SessionPage {

    static final String PATH = "/oauth/sessions";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private SessionPage() {}

    /** Asks who it is; what was wrong with the last answer is said above. */
    static ResponseEntity<String> ask(
            HttpStatus status, String domain, String login, String complaint) {
        String form =
                """
                <h1>Your sessions on %s</h1>
                <p>Sign in to see which applications are signed in to your account, to end their
                sessions, or to change your password.</p>
                %s<form method="post" action="%s">
                <label for="username">E-mail address or username</label>
                <input id="username" name="username" value="%s" autocomplete="username" autocapitalize="none" required autofocus>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required>
                <button name="action" value="show">Sign in</button>
                </form>\
                """
                        .formatted(
                                HtmlPage.escape(domain),
                                HtmlPage.complaint(complaint),
                                PATH,
                                HtmlPage.escape(login));
        return HtmlPage.of(status, "Your sessions", form, HtmlPage.POLICY);
    }

    /**
     * What the page says of an account.
     *
     * @param ticket goes back with each form
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
        String ticket =
                "<input type=\"hidden\" name=\"ticket\" value=\"%s\">"
                        .formatted(HtmlPage.escape(content.ticket()));
        String shown =
                """
                <h1>Sessions of %s</h1>
                %s%s%s
                <h2>Change your password</h2>
                <p>This ends all sessions: every application has to sign in again.</p>
                <form method="post" action="%s">
                %s
                <input type="hidden" name="username" value="%s" autocomplete="username">
                <label for="current_password">Current password</label>
                <input id="current_password" name="current_password" type="password" autocomplete="current-password" required>
                <label for="new_password">New password (%d characters or more)</label>
                <input id="new_password" name="new_password" type="password" autocomplete="new-password" minlength="%d" required>
                <button name="action" value="change_password">Change the password</button>
                </form>\
                """
                        .formatted(
                                HtmlPage.name(content.username()),
                                HtmlPage.notice(content.notice()),
                                HtmlPage.complaint(content.complaint()),
                                list(content.sessions(), ticket),
                                PATH,
                                ticket,
                                HtmlPage.escape(content.username()),
                                PasswordRules.MIN_LENGTH,
                                PasswordRules.MIN_LENGTH);
        return HtmlPage.of(status, "Your sessions", shown, HtmlPage.POLICY);
    }

    private static String list(List<Session> sessions, String ticket) {
        if (sessions.isEmpty()) {
            return "<p>No application is signed in.</p>";
        }
        return """
        <form method="post" action="%s">
        %s
        <input type="hidden" name="action" value="end">
        <ul>
        %s
        </ul>
        </form>
        <form method="post" action="%s">
        %s
        <button name="action" value="end_all">End all sessions</button>
        </form>\
        """
                .formatted(
                        PATH,
                        ticket,
                        sessions.stream().map(SessionPage::line).collect(Collectors.joining("\n")),
                        PATH,
                        ticket);
    }

    private static String line(Session session) {
        ClientApplication application = session.application();
        String name =
                application == null
                        ? "An application"
                        : "<strong>" + HtmlPage.name(application.name()) + "</strong>";
        String id = Ids.format(session.token().id());
        return """
        <li>%s, signed in on %s. It may %s.<br>
        <button name="id" value="%s" aria-label="End the session of %s">End</button></li>\
        """
                .formatted(
                        name,
                        TIME.format(session.token().issuedAt()),
                        HtmlPage.escape(
                                String.join(
                                        "; ",
                                        ScopeWords.of(
                                                OAuthScopes.stored(session.token().scopes())))),
                        id,
                        HtmlPage.escape(TIME.format(session.token().issuedAt())));
    }
}
