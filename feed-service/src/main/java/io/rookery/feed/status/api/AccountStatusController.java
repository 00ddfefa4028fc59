package io.rookery.feed.status.api;

import io.rookery.api.paging.FullPage;
import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.api.text.Hashtags;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.AccountStatuses;
import io.rookery.feed.status.store.AccountStatuses.Selection;
import io.rookery.feed.status.store.StatusFinder;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The client API for the statuses of one account. */
@RestController
class AccountStatusController {

    private final Accounts accounts;
    private final AccountStatuses statuses;
    private final StatusRenderer renderer;

    AccountStatusController(Accounts accounts, AccountStatuses statuses, StatusRenderer renderer) {
        this.accounts = accounts;
        this.statuses = statuses;
        this.renderer = renderer;
    }

    @GetMapping("/api/v1/accounts/{id}/statuses")
    ResponseEntity<List<Status>> statuses(
            Caller caller,
            @PathVariable String id,
            Parameters parameters,
            HttpServletRequest request) {
        Long viewer = Viewer.of(caller);
        long account = StatusFinder.parse(id);
        if (accounts.byId(account).isEmpty()) {
            throw ApiException.notFound();
        }
        Optional<Selection> selection = selection(parameters);
        if (selection.isEmpty()) {
            return ResponseEntity.ok(List.of());
        }
        FullPage<StatusRow> page =
                statuses.of(account, viewer, selection.get(), Page.of(parameters, 20, 40));
        return page.answer(request, renderer.render(viewer, page.shown()));
    }

    /**
     * Reads the filters of the request. Returns empty when no status can match: there are no media
     * attachments and no pinned statuses.
     */
    private static Optional<Selection> selection(Parameters parameters) {
        if (parameters.flag("only_media", false) || parameters.flag("pinned", false)) {
            return Optional.empty();
        }
        String tagged = parameters.text("tagged");
        Optional<String> tag = Optional.empty();
        if (tagged != null && !tagged.isEmpty()) {
            tag = Hashtags.parse(tagged);
            if (tag.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new Selection(
                        parameters.flag("exclude_replies", false),
                        parameters.flag("exclude_reblogs", false),
                        tag.orElse(null)));
    }
}
