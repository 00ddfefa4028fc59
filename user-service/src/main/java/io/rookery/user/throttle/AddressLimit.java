package io.rookery.user.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often something may be done from one address within a while that begins with the first time.
 * This instance counts by itself: a shard that is away keeps nobody from being counted.
 */
public final class AddressLimit {

    /** More addresses than this at once forget some: memory is bounded, whoever tries what. */
    private static final int MOST_ADDRESSES = 100_000;

    private final Cache<ClientAddress, Window> windows;
    private final int limit;
    private final Duration length;
    private final Ticker ticker;

    /**
     * @param limit how often
     * @param length within which time
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

    /** Something that was counted. */
    public static final class Use {

        private final AtomicInteger uses;

        private Use(AtomicInteger uses) {
            this.uses = uses;
        }

        /** It does not count after all. To be called once. */
        public void takeBack() {
            uses.decrementAndGet();
        }
    }

    /**
     * Counts a use, before it is made, so that many at once are no more than the limit.
     *
     * @throws TooManyRequestsException if it would be one too many
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
