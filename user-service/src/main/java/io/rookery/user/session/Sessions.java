package io.rookery.user.session;

import io.rookery.api.paging.Page;
import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The sessions of an account, which are its access tokens that have not been revoked. */
@Component
final class Sessions {

    private final ShardClient shards;
    private final ClientApplications applications;
    private final AccessTokens tokens;
    private final BrowserSession browsers;

    Sessions(
            ShardClient shards,
            ClientApplications applications,
            AccessTokens tokens,
            BrowserSession browsers) {
        this.shards = shards;
        this.applications = applications;
        this.tokens = tokens;
        this.browsers = browsers;
    }

    /**
     * A session.
     *
     * @param application null if it is not known any more
     */
    record Session(AccessToken token, @Nullable ClientApplication application) {}

    /** A page of the sessions, the newest first. */
    List<Session> of(long accountId, Page page) {
        List<AccessToken> found = new ArrayList<>(tokensOf(accountId, page));
        if (page.isAscending()) {
            Collections.reverse(found);
        }
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
     * Ends a session. Idempotent.
     *
     * @throws ApiException 404 if the account has no such session
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
     * Ends all sessions, and deletes the codes that were not redeemed.
     *
     * @param kept the token id of the session that continues; null for none
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

    /** A page of the account's tokens. With {@code min_id}, the ids ascend. */
    private List<AccessToken> tokensOf(long accountId, Page page) {
        return shards.read(
                Ids.slotOf(accountId),
                jdbc ->
                        jdbc.sql(
                                        """
                                        select id, account_id, client_id, scopes from access_token
                                        where slot = :slot and account_id = :accountId and id < :below and id > :above
                                          and not revoked and (client_id <> :browser or id >= :oldest)
                                        order by id %s limit :limit\
                                        """
                                                .formatted(page.isAscending() ? "asc" : "desc"))
                                .param("slot", Ids.slotOf(accountId))
                                .param("accountId", accountId)
                                .param("below", page.below())
                                .param("above", page.above())
                                .param("browser", BrowserSession.NAME)
                                .param("oldest", browsers.oldest())
                                .param("limit", page.limit())
                                .query(AccessToken.class)
                                .list());
    }
}
