package io.rookery.kit.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The public keys of all peers. Verifies signed texts and names their signer. */
public final class PeerKeys {

    private static final int LONGEST = 4096;
    private static final Pattern COMPACT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private final Map<String, Key> byId;

    private record Key(Peer owner, JWSVerifier verifier) {}

    /** The claims of a verified text, and the peer that signed them. */
    public record Signed(Peer signer, JWTClaimsSet claims) {}

    private PeerKeys(Map<String, Key> byId) {
        this.byId = Map.copyOf(byId);
    }

    /**
     * Parses the peers' keys.
     *
     * @param json keys by the name of the peer, such as {@code {"gateway":{"keys":[…]}}}
     * @throws IllegalArgumentException if it is malformed, or two keys have the same {@code kid}
     */
    public static PeerKeys parse(String json) {
        Map<String, Key> byId = new HashMap<>();
        try {
            Map<String, Object> peers = JSONObjectUtils.parse(json);
            for (String name : peers.keySet()) {
                Map<String, Object> keys = JSONObjectUtils.getJSONObject(peers, name);
                if (keys == null) {
                    throw new IllegalArgumentException("A peer has no keys");
                }
                for (JWK key : JWKSet.parse(keys).getKeys()) {
                    if (byId.put(idOf(key), new Key(Peer.of(name), verifier(key))) != null) {
                        throw new IllegalArgumentException("Two peer keys have the same kid");
                    }
                }
            }
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException("The peers' keys are malformed", e);
        }
        return new PeerKeys(byId);
    }

    /**
     * Verifies a signed text and returns its signer and claims.
     *
     * @param text a JWS (ES256) in compact form; only the canonical encoding is accepted
     * @param type the type that its header must name
     * @throws NotGenuineException if it is malformed, of another type, or not signed by a known
     *     peer
     */
    public Signed verify(String text, JOSEObjectType type) throws NotGenuineException {
        if (text.length() > LONGEST || !COMPACT.matcher(text).matches()) {
            throw new NotGenuineException("It is not a signed JWT");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            JWSHeader header = jwt.getHeader();
            if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
                    || !type.equals(header.getType())) {
                throw new NotGenuineException("Its algorithm or type is wrong");
            }
            Key key = header.getKeyID() == null ? null : byId.get(header.getKeyID());
            if (key == null) {
                throw new NotGenuineException("It is signed with an unknown key");
            }
            Base64URL signature = jwt.getSignature();
            if (!Base64URL.encode(signature.decode()).equals(signature)
                    || !jwt.verify(key.verifier)) {
                throw new NotGenuineException("Its signature is invalid");
            }
            return new Signed(key.owner, jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new NotGenuineException("It is malformed");
        }
    }

    boolean has(ECKey key, Peer owner) {
        Key known = byId.get(key.getKeyID());
        return known != null && known.owner == owner;
    }

    private static String idOf(JWK key) {
        if (key.getKeyID() == null) {
            throw new IllegalArgumentException("A peer key has no kid");
        }
        return key.getKeyID();
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        if (key instanceof ECKey ecKey && Curve.P_256.equals(ecKey.getCurve())) {
            return new ECDSAVerifier(ecKey.toPublicJWK());
        }
        throw new IllegalArgumentException("A peer key is not a P-256 key");
    }
}
