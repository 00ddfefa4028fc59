package io.rookery.user.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The pages on which people sign in for an application. */
final class SignInPage {

    private SignInPage() {}

    /** Asks for name and password; what was wrong with the last ones is said above. */
    static ResponseEntity<String> ask(
            HttpStatus status,
            String domain,
            AuthorizationRequest request,
            String login,
            String complaint) {
        ClientApplication application = request.application();
        String form =
                """
                <h1>Sign in to %s</h1>
                <p>The application <strong>%s</strong> asks for your permission.%s</p>
                <p>It wants to:</p>
                <ul>
                %s
                </ul>
                <p>%s</p>
                %s<form method="post" action="/oauth/authorize">
                %s
                <label for="username">E-mail address or username</label>
                <input id="username" name="username" value="%s" autocomplete="username" autocapitalize="none" required autofocus>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required>
                <button name="decision" value="authorize">Sign in and allow</button>
                <button name="decision" value="deny" formnovalidate>Deny</button>
                </form>
                <p><a href="%s">Your sessions and your password</a></p>\
                """
                        .formatted(
                                HtmlPage.escape(domain),
                                HtmlPage.name(application.name()),
                                website(application.website()),
                                ScopeWords.of(request.scopes()).stream()
                                        .map(words -> "<li>" + HtmlPage.escape(words) + "</li>")
                                        .collect(Collectors.joining("\n")),
                                destination(request),
                                HtmlPage.complaint(complaint),
                                hidden(request),
                                HtmlPage.escape(login),
                                SessionPage.PATH);
        // Browsers hold a redirect that follows a form to the same rule as the form itself.
        String policy =
                request.isOutOfBand()
                        ? HtmlPage.POLICY
                        : HtmlPage.POLICY + " " + RedirectUris.source(request.redirectUri());
        return HtmlPage.of(status, "Sign in", form, policy);
    }

    /** Shows a code to copy. */
    static ResponseEntity<String> showCode(AuthorizationRequest request, String code) {
        String shown =
                "<h1>Almost done</h1>\n<p>Copy this code to <strong>%s</strong>:</p>\n<code>%s</code>"
                        .formatted(
                                HtmlPage.name(request.application().name()), HtmlPage.escape(code));
        return HtmlPage.of(HttpStatus.OK, "Authorization code", shown, HtmlPage.POLICY);
    }

    private static String website(@Nullable String website) {
        return website == null
                ? ""
                : " It names <strong>%s</strong> as its website, which nobody has checked."
                        .formatted(HtmlPage.name(RedirectUris.hostOf(website)));
    }

    private static String destination(AuthorizationRequest request) {
        if (request.isOutOfBand()) {
            return "You will then be shown a code to copy into it.";
        }
        String uri = request.redirectUri();
        String place =
                RedirectUris.isWeb(uri)
                        ? "<strong>%s</strong>".formatted(HtmlPage.name(RedirectUris.hostOf(uri)))
                        : "the application on this device that opens <strong>%s</strong> addresses"
                                .formatted(HtmlPage.name(RedirectUris.source(uri)));
        return "You will then be sent to %s.%s"
                .formatted(
                        place,
                        RedirectUris.isReadableOnTheWay(uri)
                                ? " The way there is not encrypted: others may read along."
                                : "");
    }

    private static String hidden(AuthorizationRequest request) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("response_type", "code");
        fields.put("client_id", request.application().clientId());
        fields.put("redirect_uri", request.redirectUri());
        fields.put("scope", request.scopes().text());
        fields.put("state", request.state());
        fields.put("code_challenge", request.challenge());
        fields.put("code_challenge_method", request.challenge() == null ? null : ProofKey.METHOD);
        return fields.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .map(field ->
                        "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                                .formatted(
                                        field.getKey(),
                                        HtmlPage.escape(String.valueOf(field.getValue()))))
                .collect(Collectors.joining("\n"));
    }
}
