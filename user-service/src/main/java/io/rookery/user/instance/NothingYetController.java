package io.rookery.user.instance;

import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What clients ask for at their start and nobody here can have yet: correct answers, all empty. */
@RestController
final class NothingYetController {

    @GetMapping({
        "/api/v1/custom_emojis",
        "/api/v1/instance/peers",
        "/api/v1/instance/rules",
        "/api/v1/instance/domain_blocks",
        "/api/v1/instance/activity"
    })
    List<Object> forEverybody() {
        return List.of();
    }

    @GetMapping({"/api/v1/filters", "/api/v2/filters"})
    List<Object> filters(Caller caller) {
        return nothing(caller, Scope.READ_FILTERS);
    }

    @GetMapping("/api/v1/lists")
    List<Object> lists(Caller caller) {
        return nothing(caller, Scope.READ_LISTS);
    }

    @GetMapping("/api/v1/announcements")
    List<Object> announcements(Caller caller) {
        return nothing(caller, Scope.READ);
    }

    @GetMapping("/api/v1/markers")
    Map<String, Object> markers(Caller caller) {
        caller.account(Scope.READ_STATUSES);
        return Map.of();
    }

    private static List<Object> nothing(Caller caller, Scope scope) {
        caller.account(scope);
        return List.of();
    }
}
