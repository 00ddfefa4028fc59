package io.rookery.kit.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTClaimsSet;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.PeerKeys.Signed;
import io.rookery.kit.security.BearerToken;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Identifies the peer that has sent a request, by its token. Genuine tokens are cached, so that a
 * signature is checked once for many requests.
 *
 * <p>Clocks may differ by minutes, and a token is still valid for one minute only: the verifier
 * estimates a signer's clock from the signer's latest token and the time that has passed since.
 * Only the first token of an unknown signer is compared with the local clock, with some tolerance.
 */
public final class PeerVerifier {

    private static final int TOKENS = 1_000;
    private static final int SIGNERS = 10_000;

    /**
     * Grace period after expiry: a token may be in transit for a moment, and a newer one may arrive
     * first.
     */
    private static final long LEEWAY_MILLIS = 5_000;

    private static final long LONGEST_LIFETIME_MILLIS = Duration.ofMinutes(5).toMillis();

    private final Peer self;
    private final PeerKeys keys;
    private final long toleranceMillis;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Cache<String, Genuine> genuine;
    private final Cache<String, Signer> signers;

    PeerVerifier(Peer self, PeerKeys keys, Duration tolerance, InstantSource clock) {
        this(self, keys, tolerance, clock, System::nanoTime);
    }

    /**
     * @param nanos monotonic clock, which advances with time whatever the wall clock is set to
     */
    PeerVerifier(
            Peer self, PeerKeys keys, Duration tolerance, InstantSource clock, LongSupplier nanos) {
        this.self = self;
        this.keys = keys;
        this.toleranceMillis = tolerance.toMillis();
        this.clock = clock;
        this.nanos = nanos;
        this.genuine = Caffeine.newBuilder().maximumSize(TOKENS).build();
        // No token can be replayed for longer than this. Its signer must stay known until then.
        this.signers =
                Caffeine.newBuilder()
                        .maximumSize(SIGNERS)
                        .ticker(nanos::getAsLong)
                        .expireAfterAccess(
                                tolerance.multipliedBy(2).plusMillis(2 * LONGEST_LIFETIME_MILLIS))
                        .build();
    }

    /**
     * Returns the peer that has sent the request.
     *
     * @throws ApiException 401 if the peer cannot be identified
     */
    public Peer callerOf(HttpServletRequest request) {
        return callerOf(BearerToken.in(request.getHeader(HttpHeaders.AUTHORIZATION)));
    }

    /**
     * Admits the request only if one of the allowed peers has sent it.
     *
     * @throws ApiException 401 if the peer cannot be identified, 403 if it is not allowed
     */
    public void require(HttpServletRequest request, List<Peer> allowed) {
        Peer caller = callerOf(request);
        if (!allowed.contains(caller)) {
            throw ApiException.forbidden(caller.text() + " may not call this path");
        }
    }

    Peer callerOf(@Nullable String token) {
        if (token == null) {
            throw ApiException.unauthorized("The identity of a service is required");
        }
        Genuine known = genuine.getIfPresent(token);
        if (known == null) {
            known = check(token);
            genuine.put(token, known);
        }
        if (!isInTime(known)) {
            throw ApiException.unauthorized("The token of the service has expired");
        }
        return known.peer;
    }

    private Genuine check(String token) {
        try {
            Signed signed = keys.verify(token, PeerTokens.TYPE);
            JWTClaimsSet claims = signed.claims();
            String subject = claims.getSubject();
            if (subject == null
                    || claims.getIssueTime() == null
                    || claims.getExpirationTime() == null
                    || !signed.signer().text().equals(claims.getStringClaim("iss"))) {
                throw new NotGenuineException("A claim is missing or invalid");
            }
            long issued = claims.getIssueTime().toInstant().toEpochMilli();
            long expires = claims.getExpirationTime().toInstant().toEpochMilli();
            if (expires - issued > LONGEST_LIFETIME_MILLIS) {
                throw new NotGenuineException("Its lifetime is too long");
            }
            if (!claims.getAudience().equals(List.of(self.text()))) {
                throw new NotGenuineException("It is meant for another service");
            }
            String process = signed.signer().text() + ' ' + subject;
            Signer signer = signers.getIfPresent(process);
            if (signer == null) {
                requireNear(issued, expires);
                signer = signers.get(process, _ -> new Signer());
            }
            signer.heard(issued, nanos.getAsLong());
            return new Genuine(signed.signer(), expires, signer);
        } catch (NotGenuineException | ParseException e) {
            throw ApiException.unauthorized("The token of the service is not valid");
        }
    }

    private boolean isInTime(Genuine token) {
        return token.signer.clock(nanos.getAsLong()) <= token.expires + LEEWAY_MILLIS;
    }

    /**
     * Checks the times of an unknown signer's token: its clock should roughly agree with the local
     * one.
     */
    private void requireNear(long issued, long expires) throws NotGenuineException {
        long now = clock.millis();
        if (now < issued - toleranceMillis || now > expires + toleranceMillis) {
            throw new NotGenuineException("It has expired or is not valid yet");
        }
    }

    private record Genuine(Peer peer, long expires, Signer signer) {}

    /** A process that signs tokens. */
    private static final class Signer {

        private record Heard(long millis, long nanos) {}

        private volatile @Nullable Heard latest;

        /** Records that the signer issued a token at this time of its own clock. */
        synchronized void heard(long millis, long nanos) {
            if (millis > clock(nanos)) {
                latest = new Heard(millis, nanos);
            }
        }

        /** Returns the earliest time that its clock can show now. */
        long clock(long nanos) {
            Heard heard = latest;
            return heard == null
                    ? Long.MIN_VALUE
                    : heard.millis + TimeUnit.NANOSECONDS.toMillis(nanos - heard.nanos);
        }
    }
}
