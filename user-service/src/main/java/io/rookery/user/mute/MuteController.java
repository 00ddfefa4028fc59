package io.rookery.user.mute;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.rookery.api.paging.Link;
import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.shard.id.Ids;
import io.rookery.user.account.AccountEntities;
import io.rookery.user.account.Accounts;
import io.rookery.user.mute.Mutes.Entry;
import io.rookery.user.relation.RelationshipEntity;
import io.rookery.user.relation.Relationships;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client API for mutes. */
@RestController
final class MuteController {

    private static final int DEFAULT_LIMIT = 40;
    private static final int MAX_LIMIT = 80;

    private final Accounts accounts;
    private final AccountEntities entities;
    private final Mutes mutes;
    private final Relationships relationships;

    MuteController(
            Accounts accounts, AccountEntities entities, Mutes mutes, Relationships relationships) {
        this.accounts = accounts;
        this.entities = entities;
        this.mutes = mutes;
        this.relationships = relationships;
    }

    @PostMapping("/api/v1/accounts/{id:\\d+}/mute")
    RelationshipEntity mute(Caller caller, @PathVariable String id, Parameters parameters) {
        long own = caller.account(Scope.WRITE_MUTES);
        long other = existing(id);
        if (own == other) {
            throw ApiException.forbidden("This action is not allowed");
        }
        mutes.mute(own, other, MuteOptions.of(parameters));
        return relationships.entity(own, other);
    }

    @PostMapping("/api/v1/accounts/{id:\\d+}/unmute")
    RelationshipEntity unmute(Caller caller, @PathVariable String id) {
        long own = caller.account(Scope.WRITE_MUTES);
        long other = existing(id);
        mutes.unmute(own, other);
        return relationships.entity(own, other);
    }

    @GetMapping("/api/v1/mutes")
    ResponseEntity<List<MutedAccountEntity>> list(
            HttpServletRequest request, Caller caller, Parameters parameters) {
        long own = caller.account(Scope.READ_MUTES);
        List<Entry> entries = mutes.newest(own, Page.of(parameters, DEFAULT_LIMIT, MAX_LIMIT));
        if (entries.isEmpty()) {
            return ResponseEntity.ok(List.of());
        }
        return Link.page(
                request,
                entities(entries),
                entries.getFirst().version(),
                entries.getLast().version());
    }

    private List<MutedAccountEntity> entities(List<Entry> entries) {
        Map<Long, Entry> byId =
                entries.stream().collect(toMap(Entry::otherId, Function.identity()));
        return accounts.byIds(entries.stream().map(Entry::otherId).toList()).stream()
                .map(account ->
                        new MutedAccountEntity(
                                entities.of(account),
                                requireNonNull(byId.get(account.id())).until()))
                .toList();
    }

    private long existing(String id) {
        return accounts.existing(Ids.parse(id).orElseThrow(ApiException::notFound)).id();
    }
}
