package io.rookery.feed.status;

import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.kit.paging.FullPage;
import io.rookery.kit.paging.Page;
import io.rookery.shard.transaction.ShardClient;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers who has done something with a status, without whom the viewer blocks or mutes. */
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
     * @param edge the far ends of what was done
     * @param select of some actors those of whom the viewer may know
     */
    public ResponseEntity<List<Account>> answer(
            HttpServletRequest request,
            @Nullable Long viewer,
            FarEdge edge,
            StatusRow status,
            Page page,
            UnaryOperator<List<FarEdge.Actor>> select) {
        FullPage<Long> actors =
                FullPage.of(
                        page,
                        part ->
                                shards.read(
                                        status.slot(), jdbc -> edge.page(jdbc, status.id(), part)),
                        FarEdge.Actor::version,
                        some ->
                                audience.accountsShownTo(
                                        viewer,
                                        select.apply(some).stream()
                                                .map(FarEdge.Actor::accountId)
                                                .toList()));
        Map<Long, Account> byId = accounts.byIds(actors.shown());
        return actors.answer(
                request, actors.shown().stream().map(byId::get).filter(Objects::nonNull).toList());
    }
}
