package io.rookery.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.error.UnavailableException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens: JWS (ES256) that user-service has signed. The token alone identifies its
 * holder. Genuine tokens are cached; whether one is revoked is checked on every request.
 */
public final class TokenVerifier {

    private static final int LONGEST_TOKEN = 2048;

    /**
     * The canonical encoding of a token. Parsers skip characters that are not Base64, and ignore
     * the unused bits of the last character. Without this check each token would have many
     * spellings.
     */
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{85}[AQgw]");

    private final Map<String, JWSVerifier> verifiers;
    private final RevocationList revocations;
    private final Cache<String, Caller> genuine;

    /**
     * @param keys public JWK set as JSON; a token names its key by {@code kid}
     * @param remembered how many genuine tokens to cache
     * @throws IllegalArgumentException if the key set is malformed or has no usable key
     */
    public TokenVerifier(String keys, RevocationList revocations, int remembered) {
        this.verifiers = verifiers(keys);
        this.revocations = revocations;
        this.genuine = Caffeine.newBuilder().maximumSize(remembered).build();
    }

    /**
     * Verifies the token and returns its holder.
     *
     * @throws ApiException 401 if the token is malformed, forged or revoked
     * @throws UnavailableException if it is not known yet whether the token is revoked
     */
    public Caller verify(String token) {
        Caller caller = genuine.getIfPresent(token);
        if (caller == null) {
            caller = check(token);
            genuine.put(token, caller);
        }
        if (revocations.contains(caller.tokenId())) {
            throw ApiException.unauthorized("The access token was revoked");
        }
        if (revocations.isUnknown(caller.tokenId())) {
            throw new UnavailableException(
                    "The revocation state of the access token is unknown", null);
        }
        return caller;
    }

    private Caller check(String token) {
        if (token.length() > LONGEST_TOKEN || !FORM.matcher(token).matches()) {
            throw ApiException.unauthorized();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSVerifier verifier = verifierOf(jwt);
            if (verifier == null || !jwt.verify(verifier) || !TokenSignature.isTheOne(jwt)) {
                throw ApiException.unauthorized();
            }
            return callerOf(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw ApiException.unauthorized();
        }
    }

    private @Nullable JWSVerifier verifierOf(SignedJWT jwt) {
        String keyId = jwt.getHeader().getKeyID();
        return keyId != null && JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                ? verifiers.get(keyId)
                : null;
    }

    private static Caller callerOf(JWTClaimsSet claims) throws ParseException {
        String subject = claims.getSubject();
        String tokenId = claims.getJWTID();
        String clientId = claims.getStringClaim("cid");
        String scopes = claims.getStringClaim("scp");
        if (tokenId == null || clientId == null || scopes == null) {
            throw new IllegalArgumentException("a claim is missing");
        }
        return new Caller(
                subject == null ? null : Long.valueOf(subject),
                Long.parseLong(tokenId),
                clientId,
                scopes.isEmpty() ? Set.of() : Set.of(scopes.split(" ")));
    }

    private static Map<String, JWSVerifier> verifiers(String keys) {
        try {
            Map<String, JWSVerifier> byKeyId = new HashMap<>();
            for (JWK key : JWKSet.parse(keys).getKeys()) {
                if (key instanceof ECKey ecKey) {
                    byKeyId.put(key.getKeyID(), new ECDSAVerifier(ecKey.toPublicJWK()));
                }
            }
            if (byKeyId.isEmpty()) {
                throw new IllegalArgumentException("The token verification keys hold no EC key");
            }
            return Map.copyOf(byKeyId);
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException("The token verification keys are malformed", e);
        }
    }
}
