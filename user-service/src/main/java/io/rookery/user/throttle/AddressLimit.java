package io.rookery.user.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A rate limit per client address: the number of uses within a window that begins with the first
 * use. Each process counts by itself, so counting works even while a shard is down.
 */
public final class AddressLimit {

    /** The maximum number of addresses. Beyond it some are evicted, so that memory is bounded. */
    private static final int MOST_ADDRESSES = 100_000;

    private final Cache<ClientAddress, Window> windows;
    private final int limit;
    private final Duration length;
    private final Ticker ticker;

    /**
     * @param limit number of uses per window
     * @param length length of the window
     */
    public AddressLimit(int limit, Duration length) {
        this(limit, length, Ticker.systemTicker());
    }

    AddressLimit(int limit, Duration length, Ticker ticker) {
        this.limit = limit;
        this.length = length;
        this.ticker = ticker;
        this.windows =
                Caffeine.newBuilder()
                        .maximumSize(MOST_ADDRESSES)
                        .expireAfterWrite(length)
                        .ticker(ticker)
                        .build();
    }

    private record Window(long begun, AtomicInteger uses) {}

    /** A use that was counted. */
    public static final class Use {

        private final AtomicInteger uses;

        private Use(AtomicInteger uses) {
            this.uses = uses;
        }

        /** Takes the use off the count. Must be called at most once. */
        public void takeBack() {
            uses.decrementAndGet();
        }
    }

    /**
     * Counts a use before it happens, so that concurrent uses cannot exceed the limit.
     *
     * @throws TooManyRequestsException if it would exceed the limit
     */
    public Use use(ClientAddress address) {
        Window window = windows.get(address, _ -> new Window(ticker.read(), new AtomicInteger()));
        if (window.uses().incrementAndGet() > limit) {
            window.uses().decrementAndGet();
            Duration age = Duration.ofNanos(ticker.read() - window.begun());
            throw new TooManyRequestsException(length.minus(age));
        }
        return new Use(window.uses());
    }
}
