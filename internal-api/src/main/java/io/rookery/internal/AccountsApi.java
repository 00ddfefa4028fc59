package io.rookery.internal;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Accounts, which user-service answers. */
public interface AccountsApi {

    /** The most ids or usernames in one request; more are answered with 422. */
    int MAX_ACCOUNTS = 200;

    /** The accounts with these ids. Unknown ones are left out. */
    @GetExchange("/internal/accounts")
    List<AccountAnswer> accounts(@RequestParam("id") Collection<Long> ids);

    /** The accounts with these usernames. Unknown ones are left out. */
    @GetExchange("/internal/accounts/by-username")
    List<AccountAnswer> accountsByUsername(@RequestParam("username") Collection<String> usernames);

    /** Reports how many statuses an account has. */
    @PutExchange("/internal/accounts/{id}/status-count")
    void tellStatusCount(@PathVariable("id") long id, @RequestBody StatusCountReport report);

    /**
     * An account.
     *
     * @param large whether its statuses are merged in at read time instead of fanned out
     * @param locked whether it approves its followers itself
     * @param indexable whether others' search finds its statuses
     * @param version increases with each change that the owner makes to the profile
     * @param entity the client API's entity of it
     */
    record AccountAnswer(
            String id,
            String username,
            boolean large,
            boolean locked,
            @Nullable Boolean indexable,
            @Nullable Posting posting,
            @Nullable Long version,
            JsonNode entity) {}

    /**
     * Defaults for what a new status does not state itself.
     *
     * @param privacy the visibility, in the client API's words
     * @param language as a language tag; null if the account has chosen none
     * @param locale the language in which the owner signed up; null if unknown
     */
    record Posting(
            String privacy,
            boolean sensitive,
            @Nullable String language,
            @Nullable String locale) {}

    /**
     * How many statuses an account has.
     *
     * @param lastStatusAt UTC day of the newest status, yyyy-MM-dd; null without one
     * @param version a greater one is newer
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record StatusCountReport(int count, @Nullable String lastStatusAt, String version) {}
}
