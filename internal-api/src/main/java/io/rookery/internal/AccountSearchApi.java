package io.rookery.internal;

import io.rookery.internal.AccountsApi.AccountAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** The search for accounts, which user-service answers. */
public interface AccountSearchApi {

    /**
     * Searches accounts by name.
     *
     * @param q what somebody typed; may be blank
     * @param viewer the account that searches; accounts that it blocks or that block it are left
     *     out; null if not signed in
     * @param following whether to find only accounts that the viewer follows
     */
    @GetExchange("/internal/accounts/search")
    List<AccountAnswer> search(
            @RequestParam("q") String q,
            @RequestParam("limit") int limit,
            @RequestParam("offset") int offset,
            @RequestParam(name = "viewer", required = false) @Nullable Long viewer,
            @RequestParam("following") boolean following);
}
