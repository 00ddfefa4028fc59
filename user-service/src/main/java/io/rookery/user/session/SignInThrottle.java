package io.rookery.user.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.rookery.kit.error.ApiException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Slows down whoever guesses passwords: counts, on this instance, what failed for each name. */
@Component
final class SignInThrottle {

    /** More names than this at once forget the oldest: memory is bounded, whoever tries what. */
    private static final int MAX_NAMES = 100_000;

    private final Cache<String, AtomicInteger> failures;
    private final int limit;

    @Autowired
    SignInThrottle(SessionSettings settings) {
        this(settings, Ticker.systemTicker());
    }

    SignInThrottle(SessionSettings settings, Ticker ticker) {
        this.limit = settings.failedSignIns();
        this.failures =
                Caffeine.newBuilder()
                        .maximumSize(MAX_NAMES)
                        .expireAfterWrite(settings.failureWindow())
                        .ticker(ticker)
                        .build();
    }

    /**
     * To be asked before a password is looked at.
     *
     * @throws ApiException 429 if too many were wrong
     */
    void admit(String login) {
        AtomicInteger failed = failures.getIfPresent(key(login));
        if (failed != null && failed.get() >= limit) {
            throw new ApiException(HttpStatus.TOO_MANY_REQUESTS, "Too many requests");
        }
    }

    void failed(String login) {
        failures.get(key(login), _ -> new AtomicInteger()).incrementAndGet();
    }

    void succeeded(String login) {
        failures.invalidate(key(login));
    }

    private static String key(String login) {
        return login.toLowerCase(Locale.ROOT);
    }
}
