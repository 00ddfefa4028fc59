package io.rookery.feed.boost;

import io.rookery.feed.account.Account;
import io.rookery.feed.status.ActorPages;
import io.rookery.feed.status.Status;
import io.rookery.feed.status.StatusFinder;
import io.rookery.feed.status.StatusRenderer;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Viewer;
import io.rookery.feed.status.Visibility;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.paging.Page;
import io.rookery.kit.parameters.Parameters;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BoostController {

    private final Boosts boosts;
    private final StatusFinder finder;
    private final StatusRenderer renderer;
    private final ActorPages actors;

    BoostController(
            Boosts boosts, StatusFinder finder, StatusRenderer renderer, ActorPages actors) {
        this.boosts = boosts;
        this.finder = finder;
        this.renderer = renderer;
        this.actors = actors;
    }

    @PostMapping("/api/v1/statuses/{id}/reblog")
    Status boost(Caller caller, @PathVariable String id, Parameters parameters) {
        long account = caller.account(Scope.WRITE_STATUSES);
        String word = parameters.text("visibility");
        Visibility visibility =
                word == null || word.isEmpty()
                        ? Visibility.PUBLIC
                        : Visibility.of(word)
                                .orElseThrow(() ->
                                        ApiException.invalid(
                                                "Visibility is not included in the list"));
        StatusRow original = finder.original(account, id);
        StatusRow boost = boosts.boost(account, caller.clientId(), original, visibility);
        return renderer.render(account, boost);
    }

    @PostMapping("/api/v1/statuses/{id}/unreblog")
    Status unboost(Caller caller, @PathVariable String id, RequestIdentity identity) {
        long account = caller.account(Scope.WRITE_STATUSES);
        StatusRow original = finder.original(account, id);
        boosts.unboost(account, original, identity.requestId());
        return renderer.render(account, finder.visible(account, original.id()));
    }

    @GetMapping("/api/v1/statuses/{id}/reblogged_by")
    ResponseEntity<List<Account>> boostedBy(
            Caller caller,
            @PathVariable String id,
            Parameters parameters,
            HttpServletRequest request) {
        StatusRow status = finder.original(Viewer.of(caller), id);
        return actors.answer(request, Boosts.BOOSTED_BY, status, Page.of(parameters, 40, 80));
    }
}
