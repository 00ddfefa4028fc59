package io.rookery.feed.timeline;

import io.rookery.api.paging.FullPage;
import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.feed.status.Audience;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.api.Status;
import io.rookery.feed.status.api.Viewer;
import io.rookery.feed.timeline.HomeTimelines.HomePart;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code GET /api/v1/timelines/home} and {@code /api/v1/timelines/public}. */
@RestController
class TimelineController {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 40;

    private final HomeTimelines home;
    private final HomeFilter filter;
    private final PublicTimelines everybody;
    private final TimelinePages pages;
    private final Audience audience;

    TimelineController(
            HomeTimelines home,
            HomeFilter filter,
            PublicTimelines everybody,
            TimelinePages pages,
            Audience audience) {
        this.home = home;
        this.filter = filter;
        this.everybody = everybody;
        this.pages = pages;
        this.audience = audience;
    }

    @GetMapping("/api/v1/timelines/home")
    ResponseEntity<List<Status>> home(
            Caller caller, Parameters parameters, HttpServletRequest request) {
        long account = caller.account(Scope.READ_STATUSES);
        IdRange range = IdRange.of(Page.of(parameters, DEFAULT_LIMIT, MAX_LIMIT));
        return answer(
                request,
                pages.page(
                        account,
                        range,
                        part -> {
                            HomePart read = home.read(account, part);
                            return new TimelinePart(
                                    read.entries(),
                                    read.check().flags(),
                                    (rows, known) -> filter.visible(account, read, rows, known));
                        }));
    }

    @GetMapping("/api/v1/timelines/public")
    ResponseEntity<List<Status>> everybody(
            Caller caller, Parameters parameters, HttpServletRequest request) {
        Long viewer = Viewer.of(caller);
        // Not supported: there is no federation, and there are no media attachments.
        if (parameters.flag("remote", false) || parameters.flag("only_media", false)) {
            return ResponseEntity.ok(List.of());
        }
        IdRange range = IdRange.of(Page.of(parameters, DEFAULT_LIMIT, MAX_LIMIT));
        return answer(
                request,
                pages.page(
                        viewer,
                        range,
                        part ->
                                new TimelinePart(
                                        everybody.read(part),
                                        null,
                                        (rows, _) ->
                                                audience.shownTo(
                                                        viewer,
                                                        rows.stream()
                                                                .filter(
                                                                        StatusRow
                                                                                ::isForPublicTimeline)
                                                                .toList(),
                                                        Map.of()))));
    }

    private static ResponseEntity<List<Status>> answer(
            HttpServletRequest request, FullPage<Status> page) {
        return page.answer(request, page.shown());
    }
}
