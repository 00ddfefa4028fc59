package io.rookery.user.block;

import io.rookery.api.paging.Link;
import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.shard.id.Ids;
import io.rookery.user.account.AccountEntities;
import io.rookery.user.account.AccountEntity;
import io.rookery.user.account.Accounts;
import io.rookery.user.block.BlockLists.Entry;
import io.rookery.user.relation.RelationshipEntity;
import io.rookery.user.relation.Relationships;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client API for blocks. */
@RestController
final class BlockController {

    private static final int DEFAULT_LIMIT = 40;
    private static final int MAX_LIMIT = 80;

    private final Accounts accounts;
    private final AccountEntities entities;
    private final Blocks blocks;
    private final BlockLists lists;
    private final Relationships relationships;

    BlockController(
            Accounts accounts,
            AccountEntities entities,
            Blocks blocks,
            BlockLists lists,
            Relationships relationships) {
        this.accounts = accounts;
        this.entities = entities;
        this.blocks = blocks;
        this.lists = lists;
        this.relationships = relationships;
    }

    @PostMapping("/api/v1/accounts/{id:\\d+}/block")
    RelationshipEntity block(Caller caller, @PathVariable String id) {
        long own = caller.account(Scope.WRITE_BLOCKS);
        long other = id(id);
        if (own == other) {
            throw ApiException.forbidden("This action is not allowed");
        }
        blocks.block(own, other);
        return relationships.entity(own, other);
    }

    @PostMapping("/api/v1/accounts/{id:\\d+}/unblock")
    RelationshipEntity unblock(Caller caller, @PathVariable String id) {
        long own = caller.account(Scope.WRITE_BLOCKS);
        long other = id(id);
        if (own != other) {
            blocks.unblock(own, other);
        }
        return relationships.entity(own, other);
    }

    @GetMapping("/api/v1/blocks")
    ResponseEntity<List<AccountEntity>> list(
            HttpServletRequest request, Caller caller, Parameters parameters) {
        long own = caller.account(Scope.READ_BLOCKS);
        List<Entry> entries = lists.newest(own, Page.of(parameters, DEFAULT_LIMIT, MAX_LIMIT));
        if (entries.isEmpty()) {
            return ResponseEntity.ok(List.of());
        }
        return Link.page(
                request,
                entities.of(accounts.byIds(entries.stream().map(Entry::otherId).toList())),
                entries.getFirst().version(),
                entries.getLast().version());
    }

    private static long id(String text) {
        return Ids.parse(text).orElseThrow(ApiException::notFound);
    }
}
