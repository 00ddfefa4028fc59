package io.rookery.acceptance.platform;

import io.rookery.acceptance.client.ApiClient;
import io.rookery.acceptance.client.Application;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.population.Population;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A running platform under test, as clients see it. */
public interface Platform extends AutoCloseable {

    ApiClient api();

    Application application();

    /** Returns a name that nobody uses yet, derived from the given one. */
    String unused(String name);

    /** Signs up a new person. The username starts with the given name. */
    default Person newPerson(String name) {
        String username = unused(name);
        return application().join(username, emailOf(username), Population.password());
    }

    default String emailOf(Person person) {
        return emailOf(person.username());
    }

    private static String emailOf(String username) {
        return username.toLowerCase(Locale.ROOT) + "@example.org";
    }

    /** Creates another token of the person, with only these scopes. */
    default Optional<String> tokenWithScopes(Person person, String scopes) {
        return Optional.of(
                api().post(
                                "/oauth/token",
                                Optional.empty(),
                                Map.of(
                                        "grant_type", "password",
                                        "client_id", application().clientId(),
                                        "client_secret", application().clientSecret(),
                                        "username", emailOf(person),
                                        "password", Population.password(),
                                        "scope", scopes))
                        .expectSuccess()
                        .field("access_token"));
    }

    @Override
    void close();
}
