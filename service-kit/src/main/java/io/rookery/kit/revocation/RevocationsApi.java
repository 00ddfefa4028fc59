package io.rookery.kit.revocation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** Where user-service tells which tokens were revoked. */
interface RevocationsApi {

    @GetExchange("/internal/revocations")
    Page revocations(@RequestParam("after") String after, @RequestParam("limit") int limit);

    /**
     * A page of them.
     *
     * @param tokenIds decimal identifiers
     * @param cursor where to go on
     * @param more whether there is more to read at once; null means no
     * @param unread ranges of slots whose revocations are missing; null or empty for none
     */
    record Page(
            List<String> tokenIds,
            String cursor,
            @Nullable Boolean more,
            @Nullable String unread) {}
}
