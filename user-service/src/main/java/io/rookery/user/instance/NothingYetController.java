package io.rookery.user.instance;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.shard.id.Ids;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves empty, but valid results for features that clients request at their start and that do not
 * exist yet.
 */
@RestController
final class NothingYetController {

    private static final int MOST_ACCOUNTS = 40;

    @GetMapping({
        "/api/v1/custom_emojis",
        "/api/v1/instance/peers",
        "/api/v1/instance/rules",
        "/api/v1/instance/domain_blocks",
        "/api/v1/instance/activity",
        "/api/v1/trends",
        "/api/v1/trends/links",
        "/api/v1/trends/statuses",
        "/api/v1/trends/tags"
    })
    List<Object> forEverybody() {
        return List.of();
    }

    @GetMapping({"/api/v1/filters", "/api/v2/filters"})
    List<Object> filters(Caller caller) {
        return nothing(caller, Scope.READ_FILTERS);
    }

    @GetMapping({"/api/v1/lists", "/api/v1/accounts/{id:\\d+}/lists"})
    List<Object> lists(Caller caller) {
        return nothing(caller, Scope.READ_LISTS);
    }

    @GetMapping({"/api/v1/announcements", "/api/v1/suggestions", "/api/v2/suggestions"})
    List<Object> news(Caller caller) {
        return nothing(caller, Scope.READ);
    }

    @GetMapping({"/api/v1/conversations", "/api/v1/scheduled_statuses"})
    List<Object> statuses(Caller caller) {
        return nothing(caller, Scope.READ_STATUSES);
    }

    @GetMapping({
        "/api/v1/accounts/{id:\\d+}/endorsements",
        "/api/v1/accounts/{id:\\d+}/featured_tags",
        "/api/v1/accounts/{id:\\d+}/identity_proofs",
        "/api/v1/endorsements",
        "/api/v1/featured_tags",
        "/api/v1/featured_tags/suggestions"
    })
    List<Object> featured(Caller caller) {
        return nothing(caller, Scope.READ_ACCOUNTS);
    }

    /** An empty list for each requested account. */
    @GetMapping("/api/v1/accounts/familiar_followers")
    List<Map<String, Object>> familiarFollowers(Caller caller, Parameters parameters) {
        caller.account(Scope.READ_FOLLOWS);
        return parameters.ids("id").stream()
                .distinct()
                .limit(MOST_ACCOUNTS)
                .map(id -> Map.<String, Object>of("id", Ids.format(id), "accounts", List.of()))
                .toList();
    }

    @GetMapping("/api/v1/followed_tags")
    List<Object> followedTags(Caller caller) {
        return nothing(caller, Scope.READ_FOLLOWS);
    }

    @GetMapping("/api/v1/domain_blocks")
    List<Object> domainBlocks(Caller caller) {
        return nothing(caller, Scope.READ_BLOCKS);
    }

    @GetMapping("/api/v1/markers")
    Map<String, Object> markers(Caller caller) {
        caller.account(Scope.READ_STATUSES);
        return Map.of();
    }

    @GetMapping({
        "/api/v1/lists/{*rest}",
        "/api/v1/filters/{*rest}",
        "/api/v2/filters/{*rest}",
        "/api/v1/media/{*rest}",
        "/api/v1/polls/{*rest}",
        "/api/v1/scheduled_statuses/{*rest}",
        "/api/v1/push/subscription"
    })
    @SuppressWarnings("DoNotCallSuggester") // only clients call it
    void recordsOfThese(Caller caller) {
        throw noSuchRecord(caller);
    }

    /** The error for a request of a single record of such a feature. */
    static ApiException noSuchRecord(Caller caller) {
        return caller.isAnonymous() ? ApiException.unauthorized() : ApiException.notFound();
    }

    private static List<Object> nothing(Caller caller, Scope scope) {
        caller.account(scope);
        return List.of();
    }
}
