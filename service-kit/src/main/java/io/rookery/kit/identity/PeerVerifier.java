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
 * Tells which peer has sent a request, by the token that it shows. Genuine tokens are remembered,
 * so that a signature is checked once for many requests.
 *
 * <p>Clocks may be minutes apart, and a token is good for one minute all the same: a signer's clock
 * is known by its latest token and the time that has passed since. Only a signer that has not been
 * heard of is judged by the own clock, with some tolerance.
 */
public final class PeerVerifier {

    private static final int TOKENS = 1_000;
    private static final int SIGNERS = 10_000;

    /** A token may be made after one that is heard of earlier, and be on its way for a moment. */
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
     * @param nanos passes as time does, whatever the clock is set to
     */
    PeerVerifier(
            Peer self, PeerKeys keys, Duration tolerance, InstantSource clock, LongSupplier nanos) {
        this.self = self;
        this.keys = keys;
        this.toleranceMillis = tolerance.toMillis();
        this.clock = clock;
        this.nanos = nanos;
        this.genuine = Caffeine.newBuilder().maximumSize(TOKENS).build();
        // A token can be shown for no longer than this: until then its signer must be known.
        this.signers =
                Caffeine.newBuilder()
                        .maximumSize(SIGNERS)
                        .ticker(nanos::getAsLong)
                        .expireAfterAccess(
                                tolerance.multipliedBy(2).plusMillis(2 * LONGEST_LIFETIME_MILLIS))
                        .build();
    }

    /**
     * Who has sent the request.
     *
     * @throws ApiException 401 if that is not known
     */
    public Peer callerOf(HttpServletRequest request) {
        return callerOf(BearerToken.in(request.getHeader(HttpHeaders.AUTHORIZATION)));
    }

    /**
     * Has nobody but those pass.
     *
     * @throws ApiException 401 if it is not known who has sent the request, 403 if it is another
     */
    public void require(HttpServletRequest request, List<Peer> allowed) {
        Peer caller = callerOf(request);
        if (!allowed.contains(caller)) {
            throw ApiException.forbidden(caller.text() + " may not do this");
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
                throw new NotGenuineException("It does not say what it must");
            }
            long issued = claims.getIssueTime().toInstant().toEpochMilli();
            long expires = claims.getExpirationTime().toInstant().toEpochMilli();
            if (expires - issued > LONGEST_LIFETIME_MILLIS) {
                throw new NotGenuineException("It is good for too long");
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
     * Nothing is known of the signer's clock but that it should show about what the own one does.
     */
    private void requireNear(long issued, long expires) throws NotGenuineException {
        long now = clock.millis();
        if (now < issued - toleranceMillis || now > expires + toleranceMillis) {
            throw new NotGenuineException("It is of another time");
        }
    }

    private record Genuine(Peer peer, long expires, Signer signer) {}

    /** A process that signs. */
    private static final class Signer {

        private record Heard(long millis, long nanos) {}

        private volatile @Nullable Heard latest;

        /** It has signed something at this time of its clock. */
        synchronized void heard(long millis, long nanos) {
            if (millis > clock(nanos)) {
                latest = new Heard(millis, nanos);
            }
        }

        /** What its clock shows at least. */
        long clock(long nanos) {
            Heard heard = latest;
            return heard == null
                    ? Long.MIN_VALUE
                    : heard.millis + TimeUnit.NANOSECONDS.toMillis(nanos - heard.nanos);
        }
    }
}
