package io.rookery.feed.boost;

import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Visibility;
import io.rookery.feed.status.api.ActorPages;
import io.rookery.feed.status.api.Status;
import io.rookery.feed.status.api.StatusRenderer;
import io.rookery.feed.status.api.Viewer;
import io.rookery.feed.status.store.StatusFinder;
import io.rookery.feed.status.store.TargetEdge.Actor;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client API for boosting statuses. */
@RestController
class BoostController {

    private final Accounts accounts;
    private final Boosts boosts;
    private final StatusFinder finder;
    private final StatusRenderer renderer;
    private final ActorPages actors;

    BoostController(
            Accounts accounts,
            Boosts boosts,
            StatusFinder finder,
            StatusRenderer renderer,
            ActorPages actors) {
        this.accounts = accounts;
        this.boosts = boosts;
        this.finder = finder;
        this.renderer = renderer;
        this.actors = actors;
    }

    @PostMapping("/api/v1/statuses/{id}/reblog")
    Status boost(Caller caller, @PathVariable String id, Parameters parameters) {
        long account = caller.account(Scope.WRITE_STATUSES);
        Visibility given = Visibility.given(parameters);
        StatusRow original = finder.originalToLike(account, id);
        Visibility wanted =
                given == null && original.visibility().isForEverybody()
                        ? Visibility.ofSetting(accounts.now(account).posting().privacy())
                        : Objects.requireNonNullElse(given, original.visibility());
        StatusRow boost = boosts.boost(account, caller.clientId(), original, wanted);
        return renderer.render(account, boost);
    }

    @PostMapping("/api/v1/statuses/{id}/unreblog")
    Status unboost(Caller caller, @PathVariable String id, RequestIdentity identity) {
        long account = caller.account(Scope.WRITE_STATUSES);
        StatusRow original =
                finder.originalToUndo(account, id, one -> boosts.hasBoosted(account, one));
        boosts.unboost(account, original, identity.key());
        return renderer.render(account, finder.againAfterUndo(account, original));
    }

    @GetMapping("/api/v1/statuses/{id}/reblogged_by")
    ResponseEntity<List<Account>> boostedBy(
            Caller caller,
            @PathVariable String id,
            Parameters parameters,
            HttpServletRequest request) {
        Long viewer = Viewer.of(caller);
        StatusRow status = finder.original(viewer, id);
        return actors.answer(
                request,
                viewer,
                Boosts.BOOSTED_BY,
                status,
                Page.of(parameters, 40, 80),
                some -> visible(viewer, some));
    }

    /**
     * The boosters that the viewer may see. The version of an active boost's edge is the boost's
     * id, and a viewer who may see the boost may also see its booster.
     */
    private List<Actor> visible(@Nullable Long viewer, List<Actor> actors) {
        Set<Long> visible =
                finder.visible(viewer, actors.stream().map(Actor::version).toList()).stream()
                        .map(StatusRow::id)
                        .collect(Collectors.toSet());
        return actors.stream().filter(actor -> visible.contains(actor.version())).toList();
    }
}
