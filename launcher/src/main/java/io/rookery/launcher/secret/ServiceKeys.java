package io.rookery.launcher.secret;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The key pairs with which services authenticate one another, and the tokens that are signed with
 * them. service-kit reads these tokens.
 */
public final class ServiceKeys {

    /** The signer of requests from people and tools. */
    public static final String OPERATOR = "operator";

    static final List<String> SERVICES =
            List.of("gateway", "user-service", "feed-service", "storage-service");
    static final String SIGNING_KEY = "rookery.identity.signing-key";
    static final String PEER_KEYS = "rookery.identity.peer-keys";

    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final JOSEObjectType TOKEN = new JOSEObjectType("peer+jwt");

    private final Map<String, Keys> byOwner = new TreeMap<>();

    /**
     * The keys of one owner.
     *
     * @param current the key that signs
     * @param good the keys whose signatures are valid now
     */
    private record Keys(ECKey current, List<ECKey> good) {}

    /**
     * @throws IOException if one of them is not a key
     */
    ServiceKeys(Map<String, Renewable> keys) throws IOException {
        for (var entry : keys.entrySet()) {
            var good = new ArrayList<ECKey>();
            for (var key : entry.getValue().good()) {
                good.add(parse(key));
            }
            byOwner.put(entry.getKey(), new Keys(good.getFirst(), good));
        }
    }

    /** Generates new keys for all owners. */
    public static ServiceKeys generate() {
        var keys = new TreeMap<String, Renewable>();
        for (var owner : owners()) {
            keys.put(owner, new Renewable(generateKey(), Optional.empty(), Optional.empty()));
        }
        try {
            return new ServiceKeys(keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> owners() {
        var owners = new ArrayList<>(SERVICES);
        owners.add(OPERATOR);
        return owners;
    }

    /** The properties of a service: its own private key, and the public keys of all owners. */
    public Map<String, String> propertiesOf(String service) {
        return Map.of(SIGNING_KEY, signingKeyOf(service), PEER_KEYS, peerKeys());
    }

    /** A token that proves to one service that another one, or the operator, is the caller. */
    public String token(String from, String to) {
        return token(from, to, Instant.now());
    }

    /** A token with the given time of issue. */
    public String token(String from, String to, Instant made) {
        return token(keysOf(from).current(), from, to, made);
    }

    static String token(ECKey key, String from, String to, Instant now) {
        try {
            var jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.ES256)
                                    .keyID(key.getKeyID())
                                    .type(TOKEN)
                                    .build(),
                            new JWTClaimsSet.Builder()
                                    .issuer(from)
                                    .subject(UUID.randomUUID().toString())
                                    .audience(to)
                                    .issueTime(Date.from(now))
                                    .expirationTime(Date.from(now.plus(LIFETIME)))
                                    .build());
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("The key of %s cannot sign.".formatted(from), e);
        }
    }

    /** A new private key, as JSON. */
    static String generateKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate()
                    .toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException("This JDK cannot make a P-256 key.", e);
        }
    }

    static ECKey parse(String key) throws IOException {
        try {
            return ECKey.parse(key);
        } catch (ParseException e) {
            throw new IOException("A file of a signing key does not hold a JSON web key.");
        }
    }

    /** The private key that a service signs with, as JSON. */
    public String signingKeyOf(String service) {
        return keysOf(service).current().toJSONString();
    }

    /** The public keys of all owners, as JSON. */
    public String peerKeys() {
        var peers = new TreeMap<String, Object>();
        byOwner.forEach((owner, keys) -> {
            List<JWK> halves = new ArrayList<>();
            keys.good().forEach(key -> halves.add(key.toPublicJWK()));
            peers.put(owner, new JWKSet(halves).toJSONObject());
        });
        return JSONObjectUtils.toJSONString(peers);
    }

    private Keys keysOf(String owner) {
        var keys = byOwner.get(owner);
        if (keys == null) {
            throw new IllegalArgumentException("There is no service " + owner + ".");
        }
        return keys;
    }
}
