package io.rookery.user.session;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Makes an application's credentials from the request that registers it. A secret is stored as a
 * digest only, so this is how a repeated request gets the same ones from any instance. Nobody can
 * make them who does not have the token signing key.
 */
@Component
final class ClientCredentials {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    /**
     * @throws IllegalArgumentException if the token signing key is malformed
     */
    ClientCredentials(SessionSettings settings) {
        try {
            byte[] signing = ECKey.parse(settings.tokenSigningKey()).getD().decode();
            // A key of its own: what is made here must tell nothing about signatures.
            this.key = key(mac(key(signing), List.of("client credentials")));
        } catch (ParseException e) {
            // Without the cause: its message may quote the key.
            throw new IllegalArgumentException("The token signing key is malformed");
        }
    }

    /**
     * Credentials as they are given once.
     *
     * @param clientId how OAuth names the application
     */
    record Credentials(String clientId, String secret) {}

    /**
     * The same for the same request, and others for any other.
     *
     * @param request the key of the request and all that it asks for
     */
    Credentials of(List<String> request) {
        byte[] digest = mac(key, request);
        return new Credentials(text("id", digest), text("secret", digest));
    }

    private String text(String what, byte[] digest) {
        return BASE64.encodeToString(mac(key, List.of(what, BASE64.encodeToString(digest))));
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    /** Each part goes with its length, so that no other parts make the same text. */
    private static byte[] mac(SecretKeySpec key, List<String> parts) {
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
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
