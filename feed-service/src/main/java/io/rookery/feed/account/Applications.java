package io.rookery.feed.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rookery.internal.ApplicationsApi;
import io.rookery.internal.ApplicationsApi.ApplicationAnswer;
import io.rookery.kit.deadline.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A cache of the applications of user-service. Applications never change, so each is requested
 * once. While user-service does not answer, unknown applications are left out: a status without its
 * application is better than no status.
 */
@Component
public class Applications {

    /**
     * Timeout of a request for unknown applications. After a failure, none is sent for the same
     * time.
     */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int REMEMBERED = 10_000;
    private static final Logger log = LoggerFactory.getLogger(Applications.class);

    private final UserService users;
    private final InstantSource clock;

    /** By client id; empty if there is no such application. */
    private final Cache<String, Optional<Application>> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private volatile long askAgainAt;

    Applications(UserService users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    /**
     * The applications of those client ids that are cached or that user-service answers within
     * {@link #PATIENCE}.
     */
    public Map<String, Application> byClientIds(Collection<String> clientIds) {
        Map<String, Application> found = HashMap.newHashMap(clientIds.size());
        List<String> unknown = new ArrayList<>();
        for (String clientId : clientIds) {
            Optional<Application> application = known.getIfPresent(clientId);
            if (application == null) {
                unknown.add(clientId);
            } else {
                application.ifPresent(one -> found.put(clientId, one));
            }
        }
        if (!unknown.isEmpty() && clock.millis() >= askAgainAt) {
            tryToAsk(unknown, found);
        }
        return found;
    }

    private void tryToAsk(List<String> unknown, Map<String, Application> found) {
        try {
            Deadline.run(PATIENCE, () -> ask(unknown, found));
        } catch (RuntimeException e) {
            askAgainAt = clock.millis() + PATIENCE.toMillis();
            log.debug("user-service does not answer; applications are omitted", e);
        }
    }

    private void ask(List<String> unknown, Map<String, Application> found) {
        for (int from = 0; from < unknown.size(); from += ApplicationsApi.MAX_APPLICATIONS) {
            List<String> some =
                    unknown.subList(
                            from,
                            Math.min(from + ApplicationsApi.MAX_APPLICATIONS, unknown.size()));
            for (ApplicationAnswer answer : users.applications(some)) {
                found.put(answer.clientId(), new Application(answer.name(), answer.website()));
            }
            some.forEach(one -> known.put(one, Optional.ofNullable(found.get(one))));
        }
    }
}
