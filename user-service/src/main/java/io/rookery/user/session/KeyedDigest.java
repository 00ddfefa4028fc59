package io.rookery.user.session;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Computes keyed digests (HMAC-SHA256). All instances compute the same ones. Without the token
 * signing key, they cannot be computed.
 */
@Component
final class KeyedDigest {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    /**
     * @throws IllegalArgumentException if the token signing key is malformed
     */
    KeyedDigest(SessionSettings settings) {
        try {
            byte[] signing = ECKey.parse(settings.tokenSigningKey()).getD().decode();
            // A separate key, so that the digests reveal nothing about signatures.
            this.key = key(mac(key(signing), "keyed digest"));
        } catch (ParseException e) {
            // Without the cause: its message may quote the key.
            throw new IllegalArgumentException("The token signing key is malformed");
        }
    }

    /**
     * The digest of the parts, in order.
     *
     * @param purpose separates uses: the same parts have different digests for different purposes
     */
    String of(String purpose, String... parts) {
        String[] all = new String[parts.length + 1];
        all[0] = purpose;
        System.arraycopy(parts, 0, all, 1, parts.length);
        return BASE64.encodeToString(mac(key, all));
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * Each part is prefixed with its length, so that different parts never yield the same input.
     */
    private static byte[] mac(SecretKeySpec key, String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no " + ALGORITHM, e);
        }
    }
}
