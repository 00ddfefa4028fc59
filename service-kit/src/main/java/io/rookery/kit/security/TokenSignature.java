package io.rookery.kit.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Signs access tokens so that the signature cannot be varied. From each ECDSA signature (r, s)
 * anyone can compute a second valid one, (r, n − s). Tokens of our {@link #TYPE} carry the one with
 * the smaller s, and only that is accepted. Tokens that were signed before the type existed may
 * have either.
 */
public final class TokenSignature {

    /** The type that the header of a token names (RFC 9068). */
    public static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();
    private static final BigInteger HALF = ORDER.shiftRight(1);
    private static final int HALF_BYTES = 32;

    private TokenSignature() {}

    /** Signs the token, whose header names the type, and serialises it. */
    public static String sign(SignedJWT token, JWSSigner signer) throws JOSEException {
        token.sign(signer);
        byte[] signature = token.getSignature().decode();
        BigInteger s = secondHalf(signature);
        if (s.compareTo(HALF) > 0) {
            write(ORDER.subtract(s), signature);
        }
        return new String(token.getSigningInput(), StandardCharsets.US_ASCII)
                + '.'
                + Base64URL.encode(signature);
    }

    /** Whether a valid signature is the one that the token was issued with. */
    static boolean isTheOne(SignedJWT token) {
        return !TYPE.equals(token.getHeader().getType())
                || secondHalf(token.getSignature().decode()).compareTo(HALF) <= 0;
    }

    private static BigInteger secondHalf(byte[] signature) {
        return new BigInteger(1, Arrays.copyOfRange(signature, HALF_BYTES, signature.length));
    }

    private static void write(BigInteger s, byte[] signature) {
        byte[] bytes = s.toByteArray();
        Arrays.fill(signature, HALF_BYTES, signature.length, (byte) 0);
        // The value is less than half the order, so it needs no extra byte for the sign.
        System.arraycopy(bytes, 0, signature, signature.length - bytes.length, bytes.length);
    }
}
