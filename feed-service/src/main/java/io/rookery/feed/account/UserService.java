package io.rookery.feed.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Client of user-service's internal API, as far as feed-service uses it. */
@HttpExchange(url = "/internal", accept = "application/json")
interface UserService {

    /** At most {@link #MAX_IDS} ids; unknown ones are left out. */
    @GetExchange("/accounts")
    List<AccountAnswer> accounts(@RequestParam("id") Collection<Long> ids);

    @GetExchange("/accounts/by-username")
    List<AccountAnswer> accountsByUsername(@RequestParam("username") Collection<String> usernames);

    /**
     * @param viewer the account that searches; accounts that it blocks or that block it are left
     *     out; null when not signed in
     * @param following only accounts that the viewer follows
     */
    @GetExchange("/accounts/search")
    List<AccountAnswer> search(
            @RequestParam String q,
            @RequestParam int limit,
            @RequestParam int offset,
            @RequestParam boolean resolve,
            @RequestParam @Nullable Long viewer,
            @RequestParam boolean following);

    /**
     * @param notifying true for only the followers who want a notification of each status
     */
    @GetExchange("/accounts/{id}/followers")
    FollowersAnswer followers(
            @PathVariable long id,
            @RequestParam @Nullable Long after,
            @RequestParam int limit,
            @RequestParam boolean notifying);

    @GetExchange("/accounts/{id}/following")
    FollowingAnswer following(
            @PathVariable long id, @RequestParam @Nullable Long after, @RequestParam int limit);

    /** At most {@link #MAX_IDS} ids; accounts without any relation to the viewer are left out. */
    @GetExchange("/accounts/{viewer}/relations")
    RelationsAnswer relations(@PathVariable long viewer, @RequestParam("id") Collection<Long> ids);

    /**
     * @param ids the accounts whose rules are wanted, at most {@link #MAX_IDS}; empty for all
     */
    @GetExchange("/accounts/{viewer}/rules")
    RulesAnswer rules(
            @PathVariable long viewer,
            @RequestParam(name = "id", required = false) Collection<Long> ids);

    @PutExchange(url = "/accounts/{id}/status-count", contentType = "application/json")
    void tellStatusCount(@PathVariable long id, @RequestBody StatusCountReport report);

    /** At most {@link #MAX_CLIENT_IDS} client ids; unknown ones are left out. */
    @GetExchange("/applications")
    List<ApplicationAnswer> applications(@RequestParam("client_id") Collection<String> clientIds);

    int MAX_IDS = 200;

    int MAX_CLIENT_IDS = 100;

    @JsonNaming(SnakeCaseStrategy.class)
    record ApplicationAnswer(String clientId, String name, @Nullable String website) {}

    /**
     * @param indexable null, like posting and version, from a user-service that is older than this
     *     service
     * @param version a greater one is newer
     */
    record AccountAnswer(
            String id,
            String username,
            boolean large,
            boolean locked,
            @Nullable Boolean indexable,
            @Nullable PostingDefaults posting,
            @Nullable Long version,
            JsonNode entity) {}

    /**
     * @param notifying the followers among them who want a notification of each status; null from a
     *     user-service that is older than this service
     */
    record FollowersAnswer(
            List<String> ids,
            @JsonProperty("notify") @Nullable List<String> notifying,
            @Nullable String next) {}

    record FollowingAnswer(List<FollowedAnswer> accounts, @Nullable String next) {}

    record FollowedAnswer(String id, boolean large) {}

    record RelationsAnswer(List<RelationAnswer> relations) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record RelationAnswer(
            String id,
            boolean following,
            boolean blocking,
            boolean blockedBy,
            boolean muting,
            boolean mutingNotifications) {

        Relation relation() {
            return new Relation(following, blocking, blockedBy, muting, mutingNotifications);
        }
    }

    /**
     * What an account does not want to see.
     *
     * @param hidden accounts of which it wants to see nothing
     * @param noReblogs followed accounts whose boosts it does not want
     * @param languages the languages that it wants from followed accounts, by their ids
     * @param truncated whether there are more rules; absent means no
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record RulesAnswer(
            List<HiddenAnswer> hidden,
            List<String> noReblogs,
            Map<String, List<String>> languages,
            @Nullable Boolean truncated) {}

    /**
     * A hidden account.
     *
     * @param until in milliseconds since 1970; null means forever
     */
    record HiddenAnswer(String id, @Nullable Long until) {}

    /**
     * How many statuses an account has.
     *
     * @param lastStatusAt a date, yyyy-MM-dd
     * @param version a greater one is newer
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record StatusCountReport(int count, @Nullable String lastStatusAt, String version) {}
}
