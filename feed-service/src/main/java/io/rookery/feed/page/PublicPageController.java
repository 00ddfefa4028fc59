package io.rookery.feed.page;

import io.rookery.api.paging.Link;
import io.rookery.api.paging.Page;
import io.rookery.api.text.Hashtags;
import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.api.Status;
import io.rookery.feed.status.api.StatusRenderer;
import io.rookery.feed.status.store.AccountStatuses;
import io.rookery.feed.status.store.StatusFinder;
import io.rookery.feed.tag.Tags;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.page.HtmlPages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the addresses that the API hands out, to browsers and link previews. The pages show only
 * what everyone may see. Anything else is answered as if it did not exist.
 */
@RestController
final class PublicPageController {

    private static final Page NEWEST = Page.newest(20);

    private final HtmlPages pages = new HtmlPages(PublicPageController.class);
    private final PageModels models;
    private final Accounts accounts;
    private final AccountStatuses statuses;
    private final StatusFinder finder;
    private final StatusRenderer renderer;
    private final Tags tags;

    PublicPageController(
            PageModels models,
            Accounts accounts,
            AccountStatuses statuses,
            StatusFinder finder,
            StatusRenderer renderer,
            Tags tags) {
        this.models = models;
        this.accounts = accounts;
        this.statuses = statuses;
        this.finder = finder;
        this.renderer = renderer;
        this.tags = tags;
    }

    @GetMapping("/@{name:[A-Za-z0-9_]+}")
    ResponseEntity<String> profile(@PathVariable String name) {
        Account account = account(name);
        List<StatusRow> shown =
                statuses.of(account.id(), null, AccountStatuses.Selection.POSTS, NEWEST).shown();
        List<Status> written = renderer.render(null, shown);
        return pages.page(
                HttpStatus.OK,
                "profile",
                Map.of(
                        "profile",
                        models.profile(account),
                        "isIndexed",
                        account.indexable() && written.stream().allMatch(PageModels::isIndexed),
                        "shown",
                        models.statuses(written)));
    }

    @GetMapping("/@{name:[A-Za-z0-9_]+}/{id:\\d+}")
    ResponseEntity<String> status(@PathVariable String name, @PathVariable String id) {
        List<StatusRow> rows = finder.visible(null, List.of(StatusFinder.parse(id)));
        Status status =
                renderer.render(null, rows).stream()
                        .filter(one -> one.account().username().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(ApiException::notFound);
        Status boosted = status.reblog();
        return boosted == null
                ? pages.page(HttpStatus.OK, "status", Map.of("status", models.status(status)))
                : elsewhere(boosted.addresses().url());
    }

    @GetMapping("/users/{name:[A-Za-z0-9_]+}")
    ResponseEntity<String> profileByUri(@PathVariable String name) {
        return elsewhere(account(name).url());
    }

    @GetMapping("/users/{name:[A-Za-z0-9_]+}/statuses/{id:\\d+}")
    ResponseEntity<String> statusByUri(@PathVariable String name, @PathVariable String id) {
        return elsewhere(account(name).url() + '/' + id);
    }

    @GetMapping("/tags/{name}")
    ResponseEntity<String> tag(@PathVariable String name, HttpServletRequest request) {
        String tag = Hashtags.parse(name).orElseThrow(ApiException::notFound);
        List<StatusRow> shown = finder.shown(null, tags.statuses(tag, NEWEST));
        return pages.page(
                HttpStatus.OK,
                "tag",
                Map.of(
                        "tag",
                        tag,
                        "url",
                        Hashtags.address(Link.origin(request), tag),
                        "shown",
                        models.statuses(renderer.render(null, shown))));
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(ApiException refusal) {
        return pages.page(refusal.status(), "nothing", Map.of());
    }

    private Account account(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        Account account = accounts.byUsernames(List.of(key)).get(key);
        if (account == null) {
            throw ApiException.notFound();
        }
        return account;
    }

    private static ResponseEntity<String> elsewhere(String url) {
        return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(url)).build();
    }
}
