package io.rookery.kit.shard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * This instance's clock, as long as the shards' clocks agree with it; theirs, when it is far off.
 * So an instance whose clock is wrong neither makes identifiers that others take for the future's,
 * nor takes theirs for it. Whatever is compared with a time that others have written goes by it.
 */
public final class CorrectedClock {

    /** What does not matter, as identifiers are made greater than what they follow in any case. */
    private static final Duration TOLERATED = Duration.ofSeconds(10);

    private final InstantSource own;
    private final Supplier<Optional<Instant>> shards;

    /**
     * @param shards what time it is by the shards; none when nobody knows
     */
    public CorrectedClock(InstantSource own, Supplier<Optional<Instant>> shards) {
        this.own = own;
        this.shards = shards;
    }

    public Instant instant() {
        Instant here = own.instant();
        return shards.get()
                .filter(there -> Duration.between(here, there).abs().compareTo(TOLERATED) > 0)
                .orElse(here);
    }
}
