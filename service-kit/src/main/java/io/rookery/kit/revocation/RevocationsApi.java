package io.rookery.kit.revocation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The list of revoked tokens, which user-service answers. */
public interface RevocationsApi {

    /** The longest page. */
    int MAX_PAGE = 10_000;

    /**
     * A page of revoked tokens.
     *
     * @param after cursor of the previous page; empty for the first one
     * @param limit length of the page, at most {@link #MAX_PAGE}
     */
    @GetExchange("/internal/revocations")
    Page revocations(
            @RequestParam(name = "after", defaultValue = "") String after,
            @RequestParam(name = "limit", defaultValue = "" + MAX_PAGE) int limit);

    /**
     * A page of revoked tokens.
     *
     * @param tokenIds decimal identifiers; they may repeat those of earlier pages
     * @param cursor where the next page begins
     * @param more whether there is more to read immediately; null means no
     * @param unread ranges of slots whose revocations are missing, because their shard does not
     *     answer; null or empty for none
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(
            List<String> tokenIds,
            String cursor,
            @Nullable Boolean more,
            @Nullable String unread) {}
}
