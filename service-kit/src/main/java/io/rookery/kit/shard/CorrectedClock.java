package io.rookery.kit.shard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Returns the time of this instance's clock as long as the shards' clocks agree with it, and the
 * shards' time when it is far off. So an instance whose clock is wrong makes no identifiers that
 * others take for identifiers from the future, and does not take theirs for that. Use it for every
 * comparison with a time that other instances have written.
 */
public final class CorrectedClock {

    /**
     * A difference up to this is harmless: identifiers are always made greater than those that they
     * follow.
     */
    private static final Duration TOLERATED = Duration.ofSeconds(10);

    private final InstantSource own;
    private final Supplier<Optional<Instant>> shards;

    /**
     * @param shards the time by the shards' clocks; empty when it is unknown
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
