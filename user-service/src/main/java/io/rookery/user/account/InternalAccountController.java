package io.rookery.user.account;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.id.Ids;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The internal API for accounts, for feed-service. */
@AllowedPeers(Peer.FEED_SERVICE)
@RestController
@RequestMapping("/internal/accounts")
final class InternalAccountController {

    private static final int MAX_ACCOUNTS = 200;

    private final Accounts accounts;
    private final AccountEntities entities;
    private final StatusFigures statusFigures;

    InternalAccountController(
            Accounts accounts, AccountEntities entities, StatusFigures statusFigures) {
        this.accounts = accounts;
        this.entities = entities;
        this.statusFigures = statusFigures;
    }

    @GetMapping
    List<InternalAccount> byIds(@RequestParam("id") List<String> ids) {
        return of(
                accounts.byIds(limited(ids).stream().map(InternalAccountController::id).toList()));
    }

    @GetMapping("/by-username")
    List<InternalAccount> byUsernames(@RequestParam("username") List<String> usernames) {
        return of(accounts.byUsernames(limited(usernames)));
    }

    @PutMapping("/{id}/status-count")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void setStatusCount(@PathVariable String id, @RequestBody StatusCount figures) {
        statusFigures.set(id(id), figures.count(), figures.lastStatusAt(), id(figures.version()));
    }

    /**
     * Counters of an account's statuses, reported by feed-service.
     *
     * @param lastStatusAt UTC day of the newest status; null without one
     * @param version orders the reports; a greater one is newer
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record StatusCount(long count, @Nullable LocalDate lastStatusAt, String version) {}

    private List<InternalAccount> of(List<Account> found) {
        return found.stream().map(account -> InternalAccount.of(account, entities)).toList();
    }

    private static <T> List<T> limited(List<T> wanted) {
        if (wanted.size() > MAX_ACCOUNTS) {
            throw ApiException.unprocessable("At most " + MAX_ACCOUNTS + " accounts at a time");
        }
        return wanted;
    }

    private static long id(String text) {
        OptionalLong id = Ids.parse(text);
        return id.orElseThrow(() -> ApiException.unprocessable("Not an identifier: " + text));
    }
}
