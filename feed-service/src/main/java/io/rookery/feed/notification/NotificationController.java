package io.rookery.feed.notification;

import io.rookery.api.paging.FullPage;
import io.rookery.api.paging.Page;
import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.shard.id.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client API for notifications. */
@RestController
@RequestMapping("/api/v1/notifications")
class NotificationController {

    private static final int DEFAULT_LIMIT = 40;
    private static final int MAX_LIMIT = 80;
    private static final int DEFAULT_COUNT = 100;
    private static final int MAX_COUNT = 1000;

    private final NotificationStore store;
    private final NotificationPages pages;

    NotificationController(NotificationStore store, NotificationPages pages) {
        this.store = store;
        this.pages = pages;
    }

    @GetMapping
    ResponseEntity<List<Notification>> list(
            Caller caller, Parameters parameters, HttpServletRequest request) {
        long account = caller.account(Scope.READ_NOTIFICATIONS);
        FullPage<Notification> page =
                pages.page(
                        account,
                        NotificationFilter.of(parameters),
                        Page.of(parameters, DEFAULT_LIMIT, MAX_LIMIT));
        return page.answer(request, page.shown());
    }

    /** There are no read markers, so every notification that is not dismissed counts as unread. */
    @GetMapping("/unread_count")
    Map<String, Integer> unreadCount(Caller caller, Parameters parameters) {
        long account = caller.account(Scope.READ_NOTIFICATIONS);
        Page newest =
                new Page(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        parameters.limit(DEFAULT_COUNT, MAX_COUNT));
        return Map.of("count", pages.count(account, NotificationFilter.of(parameters), newest));
    }

    @GetMapping("/{id}")
    Notification one(Caller caller, @PathVariable String id) {
        long account = caller.account(Scope.READ_NOTIFICATIONS);
        return store.byId(account, parse(id))
                .flatMap(row -> pages.render(account, List.of(row)).stream().findFirst())
                .orElseThrow(ApiException::notFound);
    }

    @PostMapping("/clear")
    Map<String, Object> clear(Caller caller) {
        store.dismissAll(caller.account(Scope.WRITE_NOTIFICATIONS));
        return Map.of();
    }

    @PostMapping("/{id}/dismiss")
    Map<String, Object> dismiss(Caller caller, @PathVariable String id) {
        if (!store.dismiss(caller.account(Scope.WRITE_NOTIFICATIONS), parse(id))) {
            throw ApiException.notFound();
        }
        return Map.of();
    }

    private static long parse(String id) {
        return Ids.parse(id).orElseThrow(ApiException::notFound);
    }
}
