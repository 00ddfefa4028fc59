package io.rookery.feed.status.api;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Refuses API operations on statuses and tags that are not supported, each with a message. */
@RestController
final class UnsupportedController {

    @PutMapping("/api/v1/statuses/{id}")
    void edit(Caller caller, Parameters parameters) {
        refuse(caller, Scope.WRITE_STATUSES, "Statuses cannot be edited yet");
    }

    @PostMapping({"/api/v1/statuses/{id}/pin", "/api/v1/statuses/{id}/unpin"})
    void pin(Caller caller, Parameters parameters) {
        refuse(caller, Scope.WRITE_ACCOUNTS, "Statuses cannot be pinned yet");
    }

    @PostMapping({"/api/v1/statuses/{id}/mute", "/api/v1/statuses/{id}/unmute"})
    void mute(Caller caller, Parameters parameters) {
        refuse(caller, Scope.WRITE_MUTES, "Conversations cannot be muted yet");
    }

    @PostMapping("/api/v1/statuses/{id}/translate")
    void translate(Caller caller, Parameters parameters) {
        refuse(caller, Scope.READ_STATUSES, "Statuses are not translated here");
    }

    @PostMapping({
        "/api/v1/tags/{name}/follow",
        "/api/v1/tags/{name}/unfollow",
        "/api/v1/tags/{name}/feature",
        "/api/v1/tags/{name}/unfeature"
    })
    void tag(Caller caller, Parameters parameters) {
        refuse(caller, Scope.WRITE_FOLLOWS, "Tags can be neither followed nor featured yet");
    }

    @GetMapping("/api/v1/timelines/list/{id}")
    @SuppressWarnings("DoNotCallSuggester") // only clients call it
    void list(Caller caller) {
        caller.account(Scope.READ_LISTS);
        throw ApiException.notFound();
    }

    private static void refuse(Caller caller, Scope scope, String sentence) {
        caller.account(scope);
        throw ApiException.unprocessable(sentence);
    }
}
