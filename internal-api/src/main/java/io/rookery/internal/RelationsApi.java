package io.rookery.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Relations of an account, the viewer, to other accounts, which user-service answers. */
public interface RelationsApi {

    /**
     * The viewer's relations to these accounts. Accounts without any are left out.
     *
     * @param ids at most {@link AccountsApi#MAX_ACCOUNTS}
     */
    @GetExchange("/internal/accounts/{viewer}/relations")
    RelationsAnswer relations(
            @PathVariable("viewer") long viewer,
            @RequestParam(name = "id", required = false) @Nullable Collection<Long> ids);

    /**
     * What the viewer does not want to see.
     *
     * @param ids the accounts whose rules are wanted, at most {@link AccountsApi#MAX_ACCOUNTS};
     *     null or empty for all
     */
    @GetExchange("/internal/accounts/{viewer}/rules")
    RulesAnswer rules(
            @PathVariable("viewer") long viewer,
            @RequestParam(name = "id", required = false) @Nullable Collection<Long> ids);

    /** Relations to several accounts. */
    record RelationsAnswer(List<RelationAnswer> relations) {}

    /**
     * The relation to one account.
     *
     * @param following whether a follow is accepted and neither side has ended it
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record RelationAnswer(
            String id,
            boolean following,
            boolean blocking,
            boolean blockedBy,
            boolean muting,
            boolean mutingNotifications) {}

    /**
     * What an account does not want to see.
     *
     * @param hidden accounts of which it wants to see nothing
     * @param noReblogs followed accounts whose boosts it does not want
     * @param languages the languages that it wants from followed accounts, by their ids
     * @param truncated whether there are more rules than listed here; null means no
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record RulesAnswer(
            List<HiddenAnswer> hidden,
            List<String> noReblogs,
            Map<String, List<String>> languages,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean truncated) {}

    /**
     * A hidden account.
     *
     * @param until in milliseconds since 1970; null means forever
     */
    record HiddenAnswer(String id, @Nullable Long until) {}
}
