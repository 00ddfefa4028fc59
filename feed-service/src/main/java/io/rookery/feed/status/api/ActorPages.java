package io.rookery.feed.status.api;

import io.rookery.api.paging.FullPage;
import io.rookery.api.paging.Page;
import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.status.Audience;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.TargetEdge;
import io.rookery.shard.transaction.ShardClient;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Answers requests for the accounts that interacted with a status, such as by a favourite or a
 * boost. Accounts that the viewer blocks or mutes are left out.
 */
@Component
public class ActorPages {

    private final ShardClient shards;
    private final Accounts accounts;
    private final Audience audience;

    public ActorPages(ShardClient shards, Accounts accounts, Audience audience) {
        this.shards = shards;
        this.accounts = accounts;
        this.audience = audience;
    }

    /**
     * @param edge the table of the interaction, in the status' slot
     * @param select filters a list of actors to those that the viewer may know
     */
    public ResponseEntity<List<Account>> answer(
            HttpServletRequest request,
            @Nullable Long viewer,
            TargetEdge edge,
            StatusRow status,
            Page page,
            UnaryOperator<List<TargetEdge.Actor>> select) {
        FullPage<Long> actors =
                FullPage.of(
                        page,
                        part ->
                                shards.read(
                                        status.slot(), jdbc -> edge.page(jdbc, status.id(), part)),
                        TargetEdge.Actor::version,
                        some ->
                                audience.accountsShownTo(
                                        viewer,
                                        select.apply(some).stream()
                                                .map(TargetEdge.Actor::accountId)
                                                .toList()));
        Map<Long, Account> byId = accounts.byIds(actors.shown());
        return actors.answer(
                request, actors.shown().stream().map(byId::get).filter(Objects::nonNull).toList());
    }
}
