package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The sessions of an account: its access tokens that have not been revoked. */
@Component
final class Sessions {

    private final ShardClient shards;
    private final ClientApplications applications;
    private final AccessTokens tokens;

    Sessions(ShardClient shards, ClientApplications applications, AccessTokens tokens) {
        this.shards = shards;
        this.applications = applications;
        this.tokens = tokens;
    }

    /**
     * A session.
     *
     * @param application null if it is not known any more
     */
    record Session(AccessToken token, @Nullable ClientApplication application) {}

    /** The latest sessions, the newest first; if an id is given, those before it. */
    List<Session> of(long accountId, OptionalLong before, int limit) {
        List<AccessToken> found = tokensOf(accountId, before.orElse(Long.MAX_VALUE), limit);
        Map<String, ClientApplication> known =
                applications
                        .byClientIds(found.stream().map(AccessToken::clientId).distinct().toList())
                        .stream()
                        .collect(Collectors.toMap(ClientApplication::clientId, it -> it));
        return found.stream()
                .map(token -> new Session(token, known.get(token.clientId())))
                .toList();
    }

    /**
     * Ends a session; one that has ended already stays so.
     *
     * @throws ApiException 404 if it is none of the account's
     */
    void end(long accountId, long tokenId) {
        boolean ended =
                Ids.slotOf(tokenId) == Ids.slotOf(accountId)
                        && shards.write(
                                Ids.slotOf(tokenId),
                                jdbc -> {
                                    boolean isOwn = TokenRows.belongsTo(jdbc, tokenId, accountId);
                                    if (isOwn) {
                                        TokenRows.revoke(jdbc, tokenId);
                                    }
                                    return isOwn;
                                });
        if (!ended) {
            throw ApiException.notFound();
        }
        tokens.wereRevoked(List.of(tokenId));
    }

    /**
     * Ends all sessions, and those that were about to begin.
     *
     * @param kept the one that goes on; null for none
     */
    void endAllBut(long accountId, @Nullable Long kept) {
        List<Long> ended =
                shards.write(
                        Ids.slotOf(accountId),
                        jdbc -> {
                            AuthorizationCodes.forget(jdbc, accountId);
                            return TokenRows.revokeAllBut(jdbc, accountId, kept);
                        });
        tokens.wereRevoked(ended);
    }

    private List<AccessToken> tokensOf(long accountId, long before, int limit) {
        return shards.read(
                Ids.slotOf(accountId),
                jdbc ->
                        jdbc.sql(
                                        """
                                        select id, account_id, client_id, scopes from access_token
                                        where slot = :slot and account_id = :accountId and id < :before
                                          and not revoked
                                        order by id desc limit :limit\
                                        """)
                                .param("slot", Ids.slotOf(accountId))
                                .param("accountId", accountId)
                                .param("before", before)
                                .param("limit", limit)
                                .query(AccessToken.class)
                                .list());
    }
}
