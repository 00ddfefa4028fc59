package io.rookery.feed.status;

import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.kit.paging.Link;
import io.rookery.kit.paging.Page;
import io.rookery.shard.transaction.ShardClient;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers who has done something with a status. */
@Component
public class ActorPages {

    private final ShardClient shards;
    private final Accounts accounts;

    public ActorPages(ShardClient shards, Accounts accounts) {
        this.shards = shards;
        this.accounts = accounts;
    }

    public ResponseEntity<List<Account>> answer(
            HttpServletRequest request, FarEdge edge, StatusRow status, Page page) {
        List<FarEdge.Actor> actors =
                shards.read(status.slot(), jdbc -> edge.page(jdbc, status.id(), page));
        if (actors.isEmpty()) {
            return ResponseEntity.ok(List.of());
        }
        Map<Long, Account> byId =
                accounts.byIds(actors.stream().map(FarEdge.Actor::accountId).toList());
        List<Account> answer =
                actors.stream()
                        .map(actor -> byId.get(actor.accountId()))
                        .filter(Objects::nonNull)
                        .toList();
        return Link.page(request, answer, actors.getFirst().version(), actors.getLast().version());
    }
}
