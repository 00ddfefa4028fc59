package io.rookery.kit.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Issues the tokens by which this service identifies itself to others. A token is signed, valid for
 * one target and short-lived. It is cached and reused for many requests.
 */
public final class PeerTokens {

    static final JOSEObjectType TYPE = new JOSEObjectType("peer+jwt");

    /** If the clock and the elapsed time differ by more than this, the clock has been set. */
    private static final long SET_MILLIS = 2000;

    private final ServiceIdentity identity;
    private final Duration lifetime;
    private final Duration renewal;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Map<Peer, AtomicReference<@Nullable Issued>> issued = new EnumMap<>(Peer.class);

    private String signer = newSigner();
    private long signerMillis;
    private long signerNanos;

    private record Issued(String token, long atMillis, long atNanos) {

        /**
         * Compares by both clocks: the wall clock may have been set, and the monotonic clock stops
         * while the host is suspended.
         */
        boolean isYounger(Duration age, long millis, long nanos) {
            return nanos - atNanos < age.toNanos() && Math.abs(millis - atMillis) < age.toMillis();
        }
    }

    PeerTokens(ServiceIdentity identity, Duration lifetime, InstantSource clock) {
        this(identity, lifetime, clock, System::nanoTime);
    }

    /**
     * @param nanos monotonic clock, which advances with time whatever the wall clock is set to
     */
    PeerTokens(
            ServiceIdentity identity, Duration lifetime, InstantSource clock, LongSupplier nanos) {
        this.identity = identity;
        this.lifetime = lifetime;
        this.renewal = lifetime.dividedBy(2);
        this.clock = clock;
        this.nanos = nanos;
        this.signerMillis = clock.millis();
        this.signerNanos = nanos.getAsLong();
        for (Peer peer : Peer.values()) {
            issued.put(peer, new AtomicReference<>());
        }
    }

    /**
     * Returns a token for requests to that service. It is valid for at least half of a token's
     * lifetime.
     */
    public String tokenFor(Peer target) {
        Issued known = issuedFor(target).get();
        return known != null && known.isYounger(renewal, clock.millis(), nanos.getAsLong())
                ? known.token
                : issue(target);
    }

    private synchronized String issue(Peer target) {
        Issued known = issuedFor(target).get();
        Instant now = clock.instant();
        long millis = now.toEpochMilli();
        long nanosNow = nanos.getAsLong();
        if (known != null && known.isYounger(renewal, millis, nanosNow)) {
            return known.token;
        }
        beginAnewIfTheClockWasSet(millis, nanosNow);
        String token =
                identity.sign(
                        TYPE,
                        new JWTClaimsSet.Builder()
                                .issuer(identity.self().text())
                                .subject(signer)
                                .audience(target.text())
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plus(lifetime)))
                                .build());
        issuedFor(target).set(new Issued(token, millis, nanosNow));
        return token;
    }

    /**
     * Takes a new signer name after the clock was set: verifiers expect that the clock of a signer
     * never goes back.
     */
    private void beginAnewIfTheClockWasSet(long millis, long nanosNow) {
        long passed = TimeUnit.NANOSECONDS.toMillis(nanosNow - signerNanos);
        if (Math.abs(millis - signerMillis - passed) > SET_MILLIS) {
            signer = newSigner();
        }
        signerMillis = millis;
        signerNanos = nanosNow;
    }

    private AtomicReference<@Nullable Issued> issuedFor(Peer target) {
        return Objects.requireNonNull(issued.get(target));
    }

    private static String newSigner() {
        return UUID.randomUUID().toString();
    }
}
