package io.rookery.feed.search;

import io.rookery.api.address.PublicAddress;
import io.rookery.api.paging.Link;
import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.api.text.Hashtags;
import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.api.Status;
import io.rookery.feed.status.api.StatusRenderer;
import io.rookery.feed.status.api.Viewer;
import io.rookery.feed.status.store.StatusFinder;
import io.rookery.feed.tag.Tag;
import io.rookery.feed.tag.Tags;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.shard.id.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client API for search over accounts, statuses and hashtags. */
@RestController
class SearchController {

    private static final int LONGEST_QUERY = 500;
    private static final int DEEPEST_OFFSET = 1000;

    private final Accounts accounts;
    private final StatusSearch statusSearch;
    private final StatusFinder finder;
    private final StatusRenderer renderer;
    private final Tags tags;

    SearchController(
            Accounts accounts,
            StatusSearch statusSearch,
            StatusFinder finder,
            StatusRenderer renderer,
            Tags tags) {
        this.accounts = accounts;
        this.statusSearch = statusSearch;
        this.finder = finder;
        this.renderer = renderer;
        this.tags = tags;
    }

    @GetMapping("/api/v2/search")
    Found search(Caller caller, Parameters parameters, HttpServletRequest request) {
        Query query = Query.of(Viewer.of(caller, Scope.READ_SEARCH), parameters);
        return new Found(
                query.wants("accounts") ? accounts(query) : List.of(),
                query.wants("statuses") ? statuses(query) : List.of(),
                query.wants("hashtags") ? hashtags(query, Link.origin(request)) : List.of());
    }

    private List<Account> accounts(Query query) {
        if (query.offset > 0 && query.type == null) {
            return List.of();
        }
        return accounts.search(
                query.text, query.page.limit(), query.offset, query.viewer, query.following);
    }

    /**
     * As in Mastodon, only a signed-in viewer can search for statuses. Without signing in, a status
     * is found only by its address.
     */
    private List<Status> statuses(Query query) {
        Optional<PublicAddress> named =
                PublicAddress.parse(query.text).filter(address -> address.status().isPresent());
        if (named.isPresent()) {
            return named(query.viewer, named.get());
        }
        if (query.viewer == null) {
            return List.of();
        }
        List<StatusRow> rows =
                statusSearch.find(query.viewer, query.text, query.author, query.newest()).stream()
                        .skip(query.offset)
                        .toList();
        return renderer.render(query.viewer, rows);
    }

    /** The status at the address, if it belongs to this Rookery instance. */
    private List<Status> named(@Nullable Long viewer, PublicAddress address) {
        OptionalLong id = Ids.parse(address.status().orElseThrow());
        if (id.isEmpty()) {
            return List.of();
        }
        List<StatusRow> rows = finder.visible(viewer, List.of(id.getAsLong()));
        return renderer.render(viewer, rows).stream()
                .filter(status -> address.isAt(status.addresses().uri()))
                .toList();
    }

    private List<Tag> hashtags(Query query, String origin) {
        return Hashtags.parse(query.text).stream()
                .flatMap(
                        name -> tags.startingWith(name, query.offset + query.page.limit()).stream())
                .skip(query.offset)
                .map(name -> Tag.of(name, origin, tags.history(name), query.viewer != null))
                .toList();
    }

    record Found(List<Account> accounts, List<Status> statuses, List<Tag> hashtags) {}

    /** A search query. */
    private record Query(
            @Nullable Long viewer,
            String text,
            @Nullable String type,
            @Nullable Long author,
            boolean following,
            int offset,
            Page page) {

        static Query of(@Nullable Long viewer, Parameters parameters) {
            String text = parameters.text("q");
            if (text == null || text.isBlank()) {
                throw ApiException.badRequest("param is missing or the value is empty: q");
            }
            if (text.length() > LONGEST_QUERY) {
                throw ApiException.invalid("Q is too long");
            }
            String type = parameters.text("type");
            OptionalLong author = parameters.id("account_id");
            return new Query(
                    viewer,
                    text.strip(),
                    type == null || type.isEmpty() ? null : type,
                    author.isPresent() ? author.getAsLong() : null,
                    parameters.flag("following", false),
                    parameters.offset(DEEPEST_OFFSET),
                    Page.of(parameters, 20, 40));
        }

        boolean wants(String kind) {
            return type == null || type.equals(kind);
        }

        /** A page that also covers the entries that the offset skips. */
        Page newest() {
            return new Page(
                    page.maxId(),
                    OptionalLong.empty(),
                    OptionalLong.of(page.above()),
                    offset + page.limit());
        }
    }
}
