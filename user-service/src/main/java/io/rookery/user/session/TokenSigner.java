package io.rookery.user.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.rookery.kit.security.TokenSignature;
import io.rookery.shard.id.Ids;
import java.text.ParseException;
import java.util.Date;
import org.springframework.stereotype.Component;

/** Signs access tokens, so that every service can verify them without a request. */
@Component
final class TokenSigner {

    private final JWSHeader header;
    private final JWSSigner signer;

    /**
     * @throws IllegalArgumentException if the key is not a private P-256 key with a {@code kid}
     */
    TokenSigner(SessionSettings settings) {
        try {
            ECKey key = ECKey.parse(settings.tokenSigningKey());
            if (!key.isPrivate() || key.getKeyID() == null) {
                throw new IllegalArgumentException(
                        "The token signing key is not private or has no kid");
            }
            this.header =
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .type(TokenSignature.TYPE)
                            .build();
            this.signer = new ECDSASigner(key);
        } catch (ParseException | JOSEException e) {
            // Without the cause: its message may quote the key.
            throw new IllegalArgumentException("The token signing key is malformed");
        }
    }

    String sign(AccessToken token) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .jwtID(Ids.format(token.id()))
                        .issueTime(Date.from(token.issuedAt()))
                        .claim("cid", token.clientId())
                        .claim("scp", token.scopes());
        if (token.accountId() != null) {
            claims.subject(Ids.format(token.accountId()));
        }
        try {
            return TokenSignature.sign(new SignedJWT(header, claims.build()), signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("A token could not be signed", e);
        }
    }
}
