package io.rookery.feed.timeline;

import io.rookery.feed.cache.RedisUnavailableException;
import io.rookery.kit.error.ApiException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** By which user-service says that an account follows somebody else than before. */
@RestController
class TimelineInvalidationController {

    private final TimelineStore store;

    TimelineInvalidationController(TimelineStore store) {
        this.store = store;
    }

    /** 503 when it could not be done: what Redis still has would be shown again. */
    @PostMapping("/internal/timelines/{account}/invalidate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void invalidate(@PathVariable long account) {
        try {
            store.invalidate(List.of(TimelineKey.home(account)));
        } catch (RedisUnavailableException e) {
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE, "The timeline cannot be reached, try again");
        }
    }
}
