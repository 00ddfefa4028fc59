package io.rookery.feed.tag;

import io.rookery.api.paging.FullPage;
import io.rookery.api.paging.Link;
import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.api.text.Hashtags;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.api.Status;
import io.rookery.feed.status.api.StatusRenderer;
import io.rookery.feed.status.api.Viewer;
import io.rookery.feed.status.store.StatusFinder;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The client API for hashtags and their timelines. */
@RestController
class TagController {

    /** Maximum number of further hashtags in a timeline ({@code any}). */
    private static final int MOST_ANY = 4;

    private final Tags tags;
    private final StatusFinder finder;
    private final StatusRenderer renderer;

    TagController(Tags tags, StatusFinder finder, StatusRenderer renderer) {
        this.tags = tags;
        this.finder = finder;
        this.renderer = renderer;
    }

    @GetMapping("/api/v1/tags/{name}")
    Tag tag(Caller caller, @PathVariable String name, HttpServletRequest request) {
        Long viewer = Viewer.of(caller);
        String tag = Hashtags.parse(name).orElseThrow(ApiException::notFound);
        return Tag.of(tag, Link.origin(request), tags.history(tag), viewer != null);
    }

    @GetMapping("/api/v1/timelines/tag/{name}")
    ResponseEntity<List<Status>> timeline(
            Caller caller,
            @PathVariable String name,
            Parameters parameters,
            HttpServletRequest request) {
        Long viewer = Viewer.of(caller);
        String tag = Hashtags.parse(name).orElseThrow(ApiException::notFound);
        Page page = Page.of(parameters, 20, 40);
        // No status has media and no account is remote, so nothing matches.
        if (parameters.flag("only_media", false) || parameters.flag("remote", false)) {
            return ResponseEntity.ok(List.of());
        }
        Set<String> any =
                Stream.concat(Stream.of(tag), names(parameters, "any").stream().limit(MOST_ANY))
                        .collect(Collectors.toSet());
        Set<String> all = names(parameters, "all");
        Set<String> none = names(parameters, "none");
        FullPage<StatusRow> rows =
                FullPage.of(
                        page,
                        part -> ids(any, part),
                        Long::longValue,
                        ids ->
                                finder.shown(viewer, ids).stream()
                                        .filter(row -> hasAllAndNone(row, all, none))
                                        .toList());
        return rows.answer(request, renderer.render(viewer, rows.shown()));
    }

    /** Ids of the page's statuses that carry any of the hashtags, newest first. */
    private List<Long> ids(Set<String> any, Page page) {
        return any.stream()
                .flatMap(one -> tags.statuses(one, page).stream())
                .distinct()
                .sorted(page.isAscending() ? Comparator.naturalOrder() : Comparator.reverseOrder())
                .limit(page.limit())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static boolean hasAllAndNone(StatusRow row, Set<String> all, Set<String> none) {
        List<String> tags = row.content().tags();
        return tags.containsAll(all) && tags.stream().noneMatch(none::contains);
    }

    private static Set<String> names(Parameters parameters, String parameter) {
        Set<String> names = new HashSet<>();
        for (String text : parameters.texts(parameter)) {
            Optional<String> name = Hashtags.parse(text);
            name.ifPresent(names::add);
        }
        return names;
    }
}
