package io.rookery.kit.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;

/** The identity of this service: its name and its private key, with which it signs. */
public final class ServiceIdentity {

    private final Peer self;
    private final String keyId;
    private final JWSSigner signer;

    /**
     * @param signingKey private key as JWK JSON
     * @param keys public keys of all peers, which others verify the signature with
     * @throws IllegalArgumentException if the key is malformed, or is not a private key of this
     *     service
     */
    public ServiceIdentity(Peer self, String signingKey, PeerKeys keys) {
        try {
            ECKey key = ECKey.parse(signingKey);
            if (!key.isPrivate() || !keys.has(key, self)) {
                throw new IllegalArgumentException(
                        "The signing key is not private, or not among the peer keys of %s"
                                .formatted(self.text()));
            }
            this.self = self;
            this.keyId = key.getKeyID();
            this.signer = new ECDSASigner(key);
        } catch (ParseException | JOSEException e) {
            // The cause could show the key.
            throw new IllegalArgumentException("The signing key is malformed");
        }
    }

    public Peer self() {
        return self;
    }

    /** Signs the claims and returns them as a JWS in compact form. */
    public String sign(JOSEObjectType type, JWTClaimsSet claims) {
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).type(type).build(),
                        claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("This JDK cannot sign with ES256", e);
        }
        return jwt.serialize();
    }
}
