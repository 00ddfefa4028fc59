package io.rookery.user.instance;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Rejects writes to features that do not exist yet, with one sentence each. */
@RestController
@RequestMapping(
        method = {RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE})
final class UnsupportedController {

    @RequestMapping({"/api/v1/lists", "/api/v1/lists/{*rest}"})
    void lists(Caller caller) {
        refuse(caller, Scope.WRITE_LISTS, "Lists are not supported yet");
    }

    @RequestMapping({
        "/api/v1/filters",
        "/api/v1/filters/{*rest}",
        "/api/v2/filters",
        "/api/v2/filters/{*rest}"
    })
    void filters(Caller caller) {
        refuse(caller, Scope.WRITE_FILTERS, "Filters are not supported yet");
    }

    @RequestMapping("/api/v1/markers")
    void markers(Caller caller) {
        refuse(caller, Scope.WRITE_STATUSES, "Reading positions are not supported yet");
    }

    @RequestMapping({"/api/v1/media", "/api/v1/media/{*rest}", "/api/v2/media"})
    void media(Caller caller) {
        refuse(caller, Scope.WRITE_MEDIA, "Media cannot be uploaded yet");
    }

    @RequestMapping("/api/v1/reports")
    void reports(Caller caller) {
        refuse(caller, Scope.WRITE_REPORTS, "Reports are not supported yet");
    }

    @RequestMapping("/api/v1/push/subscription")
    void push(Caller caller) {
        refuse(caller, Scope.PUSH, "Push notifications are not supported yet");
    }

    @RequestMapping({"/api/v1/domain_blocks", "/api/v1/domain_blocks/{*rest}"})
    void domainBlocks(Caller caller) {
        refuse(caller, Scope.WRITE_BLOCKS, "Domain blocks are not supported");
    }

    @RequestMapping({"/api/v1/featured_tags", "/api/v1/featured_tags/{*rest}"})
    void featuredTags(Caller caller) {
        refuse(caller, Scope.WRITE_ACCOUNTS, "Tags cannot be featured yet");
    }

    @RequestMapping({
        "/api/v1/accounts/{id:\\d+}/pin",
        "/api/v1/accounts/{id:\\d+}/unpin",
        "/api/v1/accounts/{id:\\d+}/endorse",
        "/api/v1/accounts/{id:\\d+}/unendorse"
    })
    void endorsements(Caller caller) {
        refuse(caller, Scope.WRITE_ACCOUNTS, "Accounts cannot be featured yet");
    }

    @RequestMapping("/api/v1/accounts/{id:\\d+}/note")
    void notes(Caller caller) {
        refuse(caller, Scope.WRITE_ACCOUNTS, "Notes about accounts are not supported yet");
    }

    @RequestMapping({
        "/api/v1/polls/{*rest}",
        "/api/v1/scheduled_statuses/{*rest}",
        "/api/v1/conversations/{*rest}",
        "/api/v1/suggestions/{*rest}",
        "/api/v1/announcements/{*rest}"
    })
    @SuppressWarnings("DoNotCallSuggester") // only clients call it
    void recordsOfThese(Caller caller) {
        throw NothingYetController.noSuchRecord(caller);
    }

    private static void refuse(Caller caller, Scope scope, String sentence) {
        caller.account(scope);
        throw ApiException.unprocessable(sentence);
    }
}
