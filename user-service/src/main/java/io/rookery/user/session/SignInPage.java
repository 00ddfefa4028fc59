package io.rookery.user.session;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** The pages of a sign-in: plain HTML that loads nothing and runs nothing. */
final class SignInPage {

    private static final String STYLE =
            """
            :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
            body{max-width:24rem;margin:10vh auto;padding:0 1rem}
            label{display:block;margin:1rem 0 .25rem}
            input{width:100%;box-sizing:border-box;padding:.5rem;font:inherit}
            button{margin:1.5rem .5rem 0 0;padding:.5rem 1rem;font:inherit}
            code{display:block;padding:.75rem;border:1px solid;overflow-wrap:anywhere;user-select:all}
            .wrong{border-left:.25rem solid #c22;padding-left:.75rem}
            """;

    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(Secret.sha256(STYLE))
                    + "'; form-action 'self'";

    private SignInPage() {}

    /** Asks for name and password; what was wrong with the last ones is said above. */
    static ResponseEntity<String> ask(
            HttpStatus status,
            String domain,
            AuthorizationRequest request,
            String login,
            String complaint) {
        String said =
                complaint.isEmpty()
                        ? ""
                        : "<p class=\"wrong\" role=\"alert\">" + escape(complaint) + "</p>\n";
        String form =
                """
                <h1>Sign in to %s</h1>
                <p><strong>%s</strong> asks for your permission: <em>%s</em>.</p>
                %s<form method="post" action="/oauth/authorize">
                %s
                <label for="username">E-mail address or username</label>
                <input id="username" name="username" value="%s" autocomplete="username" autocapitalize="none" required autofocus>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required>
                <button name="decision" value="authorize">Sign in and allow</button>
                <button name="decision" value="deny" formnovalidate>Deny</button>
                </form>\
                """
                        .formatted(
                                escape(domain),
                                escape(request.application().name()),
                                escape(String.join(", ", request.scopes().names())),
                                said,
                                hidden(request),
                                escape(login));
        // Browsers hold a redirect that follows a form to the same rule as the form itself.
        String policy =
                request.isOutOfBand()
                        ? POLICY
                        : POLICY + " " + RedirectUris.source(request.redirectUri());
        return page(status, "Sign in", form, policy);
    }

    /** Shows a code to copy. */
    static ResponseEntity<String> showCode(AuthorizationRequest request, String code) {
        String shown =
                "<h1>Almost done</h1>\n<p>Copy this code to <strong>%s</strong>:</p>\n<code>%s</code>"
                        .formatted(escape(request.application().name()), escape(code));
        return page(HttpStatus.OK, "Authorization code", shown, POLICY);
    }

    /** Says why nothing comes of it. */
    static ResponseEntity<String> refuse(HttpStatusCode status, String why) {
        return page(
                status,
                "Not possible",
                "<h1>This did not work</h1>\n<p class=\"wrong\" role=\"alert\">%s</p>"
                        .formatted(escape(why)),
                POLICY);
    }

    private static ResponseEntity<String> page(
            HttpStatusCode status, String title, String content, String policy) {
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", policy)
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .body(
                        """
                        <!doctype html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width,initial-scale=1">
                        <meta name="robots" content="noindex">
                        <title>%s</title>
                        <style>%s</style>
                        </head>
                        <body>
                        %s
                        </body>
                        </html>
                        """
                                .formatted(escape(title), STYLE, content));
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
                                        field.getKey(), escape(String.valueOf(field.getValue()))))
                .collect(Collectors.joining("\n"));
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
