package io.rookery.user.relation;

import io.rookery.internal.AccountsApi;
import io.rookery.internal.RelationsApi;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.id.Ids;
import io.rookery.user.relation.Rules.FollowPreference;
import io.rookery.user.relation.Rules.Hidden;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** The internal API for relations between accounts, for feed-service. */
@RestController
@AllowedPeers(Peer.FEED_SERVICE)
final class InternalRelationController implements RelationsApi {

    private final Relationships relationships;
    private final Rules rules;

    InternalRelationController(Relationships relationships, Rules rules) {
        this.relationships = relationships;
        this.rules = rules;
    }

    @Override
    public RelationsAnswer relations(long viewer, @Nullable Collection<Long> ids) {
        return new RelationsAnswer(
                relationships.standings(viewer, limited(ids)).stream()
                        .map(InternalRelationController::of)
                        .filter(relation -> !isNothing(relation))
                        .toList());
    }

    private static RelationAnswer of(Standing standing) {
        Standing.Mute mute = standing.mute();
        return new RelationAnswer(
                Ids.format(standing.otherId()),
                standing.out().isAccepted(),
                standing.blocking(),
                standing.blockedBy(),
                mute != null,
                mute != null && mute.notifications());
    }

    private static boolean isNothing(RelationAnswer relation) {
        return !relation.following()
                && !relation.blocking()
                && !relation.blockedBy()
                && !relation.muting();
    }

    @Override
    public RulesAnswer rules(long viewer, @Nullable Collection<Long> ids) {
        Rules.Found found = rules.of(viewer, limited(ids));
        Map<String, List<String>> languages = new TreeMap<>();
        found.preferences().stream()
                .filter(wish -> wish.options().languages() != null)
                .forEach(wish ->
                        languages.put(
                                Ids.format(wish.id()),
                                Objects.requireNonNull(wish.options().languages())));
        return new RulesAnswer(
                found.hidden().stream().map(InternalRelationController::of).toList(),
                found.preferences().stream()
                        .filter(wish -> !wish.options().reblogs())
                        .map(FollowPreference::id)
                        .map(Ids::format)
                        .toList(),
                languages,
                found.truncated() ? true : null);
    }

    private static HiddenAnswer of(Hidden hidden) {
        Instant until = hidden.until();
        return new HiddenAnswer(
                Ids.format(hidden.id()), until == null ? null : until.toEpochMilli());
    }

    private static List<Long> limited(@Nullable Collection<Long> ids) {
        if (ids == null) {
            return List.of();
        }
        if (ids.size() > AccountsApi.MAX_ACCOUNTS) {
            throw ApiException.unprocessable(
                    "At most " + AccountsApi.MAX_ACCOUNTS + " accounts at a time");
        }
        return ids.stream().distinct().toList();
    }
}
