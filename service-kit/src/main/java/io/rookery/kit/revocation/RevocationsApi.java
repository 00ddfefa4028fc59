package io.rookery.kit.revocation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** The endpoint of user-service that lists revoked tokens. */
interface RevocationsApi {

    @GetExchange("/internal/revocations")
    Page revocations(@RequestParam("after") String after, @RequestParam("limit") int limit);

    /**
     * A page of revoked tokens.
     *
     * @param tokenIds decimal identifiers
     * @param cursor where the next page begins
     * @param more whether there is more to read immediately; null means no
     * @param unread ranges of slots whose revocations are missing; null or empty for none
     */
    record Page(
            List<String> tokenIds,
            String cursor,
            @Nullable Boolean more,
            @Nullable String unread) {}
}
