package io.rookery.launcher.command;

import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.control.ControlClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signs an account up on the running platform, as an application would. */
@Command(
        name = "signup",
        description = "Sign up an account on the running platform, and print its token.")
final class SignUpCommand extends PlatformCommand {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String SCOPES = "read write follow";
    private static final int PASSWORD_BYTES = 15;
    private static final int OK = 200;

    @Parameters(paramLabel = "NAME", description = "Its username.")
    private String username = "";

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            description = "Its e-mail address (NAME@example.org).")
    private String email = "";

    @Option(
            names = "--password",
            interactive = true,
            arity = "0..1",
            description = "Ask for the password. Without it, a random one is printed.")
    private char[] given = {};

    @Option(names = "--json", description = "Print JSON: username, email, password, token.")
    private boolean json;

    SignUpCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        URI gateway;
        try (var control = ControlClient.connect(directory())) {
            gateway = control.gateway();
        }
        var password = given.length == 0 ? drawn() : new String(given);
        var address = email.isEmpty() ? username + "@example.org" : email;
        var account =
                new Account(
                        username, address, password, token(gateway, username, address, password));
        if (json) {
            output().println(JsonMapper.shared().writeValueAsString(account));
        } else {
            output().printf(
                            "%s is signed up.%n  e-mail    %s%n%s  token     %s%n",
                            username,
                            address,
                            given.length == 0 ? "  password  " + password + "\n" : "",
                            account.token);
        }
        return DONE;
    }

    private static String token(URI gateway, String username, String email, String password)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            var application =
                    post(
                            http,
                            gateway.resolve("/api/v1/apps"),
                            "",
                            Map.of(
                                    "client_name", "rookery signup",
                                    "redirect_uris", "urn:ietf:wg:oauth:2.0:oob",
                                    "scopes", SCOPES));
            var client =
                    post(
                            http,
                            gateway.resolve("/oauth/token"),
                            "",
                            Map.of(
                                    "grant_type",
                                    "client_credentials",
                                    "client_id",
                                    application.path("client_id").asString(),
                                    "client_secret",
                                    application.path("client_secret").asString(),
                                    "scope",
                                    SCOPES));
            return post(
                            http,
                            gateway.resolve("/api/v1/accounts"),
                            client.path("access_token").asString(),
                            Map.of(
                                    "username", username,
                                    "email", email,
                                    "password", password,
                                    "agreement", "true"))
                    .path("access_token")
                    .asString();
        }
    }

    private static JsonNode post(
            HttpClient http, URI address, String token, Map<String, String> form)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(LIMIT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        var response = http.send(request.build(), BodyHandlers.ofString());
        var body = JsonMapper.shared().readTree(response.body());
        if (response.statusCode() != OK) {
            throw new ClusterException(
                    "The platform refused the sign-up: " + body.path("error").asString("") + ".");
        }
        return body;
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field ->
                        field.getKey()
                                + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String drawn() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The form of {@code --json}. */
    record Account(String username, String email, String password, String token) {}
}
