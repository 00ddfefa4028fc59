package io.rookery.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Accepted follows, page by page in ascending order of ids, which user-service answers. */
public interface FollowsApi {

    /** The longest page. */
    int MAX_PAGE = 1000;

    /**
     * A page of followers.
     *
     * @param after the id after which the page begins; null for the first page
     * @param limit length of the page, at most {@link #MAX_PAGE}
     * @param notifying whether to list only followers who want a notification of each status
     */
    @GetExchange("/internal/accounts/{id}/followers")
    FollowersAnswer followers(
            @PathVariable("id") long id,
            @RequestParam(name = "after", required = false) @Nullable Long after,
            @RequestParam(name = "limit", defaultValue = "" + MAX_PAGE) int limit,
            @RequestParam(name = "notifying", defaultValue = "false") boolean notifying);

    /** A page of followed accounts. */
    @GetExchange("/internal/accounts/{id}/following")
    FollowingAnswer following(
            @PathVariable("id") long id,
            @RequestParam(name = "after", required = false) @Nullable Long after,
            @RequestParam(name = "limit", defaultValue = "" + MAX_PAGE) int limit);

    /**
     * A page of followers.
     *
     * @param notifying those among them who want a notification of each status
     * @param next the id after which the next page begins; null at the end
     */
    record FollowersAnswer(
            List<String> ids,
            @JsonProperty("notify") @Nullable List<String> notifying,
            @Nullable String next) {}

    /**
     * A page of followed accounts.
     *
     * @param next the id after which the next page begins; null at the end
     */
    record FollowingAnswer(List<FollowedAnswer> accounts, @Nullable String next) {}

    /**
     * A followed account.
     *
     * @param large whether its statuses are merged in at read time instead of fanned out
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record FollowedAnswer(String id, boolean large) {}
}
