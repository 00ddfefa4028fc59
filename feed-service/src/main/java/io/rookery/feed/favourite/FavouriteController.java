package io.rookery.feed.favourite;

import io.rookery.api.paging.FullPage;
import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.feed.account.Account;
import io.rookery.feed.favourite.SourceEdge.Target;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.api.ActorPages;
import io.rookery.feed.status.api.Status;
import io.rookery.feed.status.api.StatusRenderer;
import io.rookery.feed.status.api.Viewer;
import io.rookery.feed.status.store.StatusFinder;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client API for favourites and bookmarks. */
@RestController
class FavouriteController {

    private final Favourites favourites;
    private final StatusFinder finder;
    private final StatusRenderer renderer;
    private final ActorPages actors;

    FavouriteController(
            Favourites favourites,
            StatusFinder finder,
            StatusRenderer renderer,
            ActorPages actors) {
        this.favourites = favourites;
        this.finder = finder;
        this.renderer = renderer;
        this.actors = actors;
    }

    @PostMapping("/api/v1/statuses/{id}/favourite")
    Status favourite(Caller caller, @PathVariable String id) {
        return setFavourite(caller, id, true);
    }

    @PostMapping("/api/v1/statuses/{id}/unfavourite")
    Status unfavourite(Caller caller, @PathVariable String id) {
        return setFavourite(caller, id, false);
    }

    @PostMapping("/api/v1/statuses/{id}/bookmark")
    Status bookmark(Caller caller, @PathVariable String id) {
        return setBookmark(caller, id, true);
    }

    @PostMapping("/api/v1/statuses/{id}/unbookmark")
    Status unbookmark(Caller caller, @PathVariable String id) {
        return setBookmark(caller, id, false);
    }

    @GetMapping("/api/v1/statuses/{id}/favourited_by")
    ResponseEntity<List<Account>> favouritedBy(
            Caller caller,
            @PathVariable String id,
            Parameters parameters,
            HttpServletRequest request) {
        Long viewer = Viewer.of(caller);
        StatusRow status = finder.original(viewer, id);
        return actors.answer(
                request,
                viewer,
                Favourites.FAVOURITED_BY,
                status,
                Page.of(parameters, 40, 80),
                UnaryOperator.identity());
    }

    @GetMapping("/api/v1/favourites")
    ResponseEntity<List<Status>> favourites(
            Caller caller, Parameters parameters, HttpServletRequest request) {
        long account = caller.account(Scope.READ_FAVOURITES);
        Page page = Page.of(parameters, 20, 40);
        return answer(request, account, page, part -> favourites.favouritesOf(account, part));
    }

    @GetMapping("/api/v1/bookmarks")
    ResponseEntity<List<Status>> bookmarks(
            Caller caller, Parameters parameters, HttpServletRequest request) {
        long account = caller.account(Scope.READ_BOOKMARKS);
        Page page = Page.of(parameters, 20, 40);
        return answer(request, account, page, part -> favourites.bookmarksOf(account, part));
    }

    private Status setFavourite(Caller caller, String id, boolean active) {
        long account = caller.account(Scope.WRITE_FAVOURITES);
        if (!active) {
            StatusRow status =
                    finder.originalToUndo(account, id, one -> favourites.hasFavoured(account, one));
            favourites.favourite(account, status, false);
            return renderer.render(account, finder.againAfterUndo(account, status));
        }
        StatusRow status = finder.originalToLike(account, id);
        favourites.favourite(account, status, true);
        return renderer.render(account, finder.again(status));
    }

    private Status setBookmark(Caller caller, String id, boolean active) {
        long account = caller.account(Scope.WRITE_BOOKMARKS);
        if (!active) {
            StatusRow status =
                    finder.originalToUndo(
                            account, id, one -> favourites.hasBookmarked(account, one));
            favourites.bookmark(account, status, false);
            return renderer.render(account, finder.againAfterUndo(account, status));
        }
        StatusRow status = finder.original(account, id);
        favourites.bookmark(account, status, true);
        return renderer.render(account, status);
    }

    private ResponseEntity<List<Status>> answer(
            HttpServletRequest request,
            long account,
            Page page,
            Function<Page, List<Target>> targets) {
        FullPage<StatusRow> rows =
                FullPage.of(
                        page,
                        targets,
                        Target::version,
                        some ->
                                finder.visible(
                                        account, some.stream().map(Target::statusId).toList()));
        return rows.answer(request, renderer.render(account, rows.shown()));
    }
}
