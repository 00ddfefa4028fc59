package io.rookery.kit.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpHeaders;

/** What services show one another. */
public final class ServiceCredential {

    private final byte[] credential;
    private final byte[] other;

    /**
     * @param other taken as well, while the credential is renewed; empty for none
     */
    ServiceCredential(String credential, String other) {
        this.credential = credential.getBytes(StandardCharsets.UTF_8);
        this.other = (other.isEmpty() ? credential : other).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the request carries it, compared in constant time. */
    public boolean isShownBy(HttpServletRequest request) {
        String shown = BearerToken.in(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (shown == null) {
            return false;
        }
        byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(credential, bytes) || MessageDigest.isEqual(other, bytes);
    }
}
