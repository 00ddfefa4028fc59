package io.rookery.acceptance.client;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A registered OAuth application, through which people sign up and sign in. */
public final class Application {

    public static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";
    public static final String SCOPES = "read write follow";

    private static final int MOST_REPEATS = 10;

    private final ApiClient api;
    private final String clientId;
    private final String clientSecret;
    private final String token;

    private Application(ApiClient api, String clientId, String clientSecret, String token) {
        this.api = api;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.token = token;
    }

    public static Application register(ApiClient api, String name) {
        ApiResponse app =
                api.post(
                                "/api/v1/apps",
                                Optional.empty(),
                                Map.of(
                                        "client_name", name,
                                        "redirect_uris", OUT_OF_BAND,
                                        "scopes", SCOPES))
                        .expectSuccess();
        String clientId = app.field("client_id");
        String clientSecret = app.field("client_secret");
        ApiResponse token =
                api.post(
                                "/oauth/token",
                                Optional.empty(),
                                Map.of(
                                        "grant_type", "client_credentials",
                                        "client_id", clientId,
                                        "client_secret", clientSecret,
                                        "redirect_uri", OUT_OF_BAND,
                                        "scope", SCOPES))
                        .expectSuccess();
        return new Application(api, clientId, clientSecret, token.field("access_token"));
    }

    public ApiClient api() {
        return api;
    }

    public String clientId() {
        return clientId;
    }

    public String clientSecret() {
        return clientSecret;
    }

    public String token() {
        return token;
    }

    /** Signs up and returns the raw response. */
    public ApiResponse trySignUp(String username, String email, String password) {
        return api.post(
                "/api/v1/accounts",
                Optional.of(token),
                Map.of(
                        "username", username,
                        "email", email,
                        "password", password,
                        "agreement", "true",
                        "locale", "en"));
    }

    /**
     * Signs up, or signs in if the name is already taken. Retries later if the platform is
     * overloaded (503).
     */
    public Person join(String username, String email, String password) {
        ApiResponse answer = patiently(() -> trySignUp(username, email, password));
        String accessToken =
                answer.status() == 422
                        ? patiently(() -> trySignIn(email, password))
                                .expectSuccess()
                                .field("access_token")
                        : answer.expectSuccess().field("access_token");
        return Person.of(api, accessToken);
    }

    private static ApiResponse patiently(Supplier<ApiResponse> request) {
        ApiResponse answer = request.get();
        for (int again = 0; again < MOST_REPEATS && answer.status() == 503; again++) {
            long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
            answer = request.get();
        }
        return answer;
    }

    /** Signs in with a password and returns the raw response. */
    public ApiResponse trySignIn(String email, String password) {
        return api.post(
                "/oauth/token",
                Optional.empty(),
                Map.of(
                        "grant_type", "password",
                        "client_id", clientId,
                        "client_secret", clientSecret,
                        "username", email,
                        "password", password,
                        "scope", SCOPES));
    }
}
