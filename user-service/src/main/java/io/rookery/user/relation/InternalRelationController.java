package io.rookery.user.relation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.id.Ids;
import io.rookery.user.relation.Rules.FollowPreference;
import io.rookery.user.relation.Rules.Hidden;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The internal API for relations between accounts, for feed-service. */
@RestController
@AllowedPeers(Peer.FEED_SERVICE)
@RequestMapping("/internal/accounts/{viewer}")
final class InternalRelationController {

    private static final int MAX_IDS = 200;

    private final Relationships relationships;
    private final Rules rules;

    InternalRelationController(Relationships relationships, Rules rules) {
        this.relationships = relationships;
        this.rules = rules;
    }

    record Relations(List<Relation> relations) {}

    /**
     * The viewer's relation to one account.
     *
     * @param following whether a follow is accepted and neither side has ended it
     * @param languages null for all
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Relation(
            String id,
            boolean following,
            boolean showReblogs,
            @Nullable List<String> languages,
            boolean blocking,
            boolean blockedBy,
            boolean muting,
            boolean mutingNotifications) {

        static Relation of(Standing standing) {
            boolean following = standing.out().isAccepted();
            FollowOptions options = standing.out().options();
            Standing.Mute mute = standing.mute();
            return new Relation(
                    Ids.format(standing.otherId()),
                    following,
                    following && options.reblogs(),
                    following ? options.languages() : null,
                    standing.blocking(),
                    standing.blockedBy(),
                    mute != null,
                    mute != null && mute.notifications());
        }

        boolean isNothing() {
            return !following && !blocking && !blockedBy && !muting;
        }
    }

    /**
     * What the viewer's own lists leave out.
     *
     * @param noReblogs followees whose boosts are not shown
     * @param languages for some followees, the languages that are shown
     * @param truncated whether there are more rules than listed here
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record RulesAnswer(
            List<HiddenAccount> hidden,
            List<String> noReblogs,
            Map<String, List<String>> languages,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean truncated) {}

    /**
     * A hidden account.
     *
     * @param until milliseconds since 1970; null means forever
     */
    record HiddenAccount(String id, @Nullable Long until) {

        static HiddenAccount of(Hidden hidden) {
            Instant until = hidden.until();
            return new HiddenAccount(
                    Ids.format(hidden.id()), until == null ? null : until.toEpochMilli());
        }
    }

    /** Accounts to which the viewer has no relation are left out. */
    @GetMapping("/relations")
    Relations relations(
            @PathVariable String viewer,
            @RequestParam(name = "id", defaultValue = "") List<String> ids) {
        return new Relations(
                standings(viewer, ids).stream()
                        .map(Relation::of)
                        .filter(relation -> !relation.isNothing())
                        .toList());
    }

    /**
     * @param ids the accounts whose rules are wanted; empty for all
     */
    @GetMapping("/rules")
    RulesAnswer rules(
            @PathVariable String viewer,
            @RequestParam(name = "id", defaultValue = "") List<String> ids) {
        Rules.Found found = rules.of(id(viewer), ids(ids));
        Map<String, List<String>> languages = new TreeMap<>();
        found.preferences().stream()
                .filter(wish -> wish.options().languages() != null)
                .forEach(wish ->
                        languages.put(
                                Ids.format(wish.id()),
                                Objects.requireNonNull(wish.options().languages())));
        return new RulesAnswer(
                found.hidden().stream().map(HiddenAccount::of).toList(),
                found.preferences().stream()
                        .filter(wish -> !wish.options().reblogs())
                        .map(FollowPreference::id)
                        .map(Ids::format)
                        .toList(),
                languages,
                found.truncated());
    }

    private List<Standing> standings(String viewer, List<String> ids) {
        return relationships.standings(id(viewer), ids(ids));
    }

    private static List<Long> ids(List<String> given) {
        if (given.size() > MAX_IDS) {
            throw ApiException.unprocessable("At most " + MAX_IDS + " accounts at a time");
        }
        return given.stream().map(InternalRelationController::id).distinct().toList();
    }

    private static long id(String text) {
        return Ids.parse(text)
                .orElseThrow(() -> ApiException.unprocessable("Not an identifier: " + text));
    }
}
