package io.rookery.kit.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpHeaders;

/** What services show one another. */
public final class ServiceCredential {

    private final byte[] credential;

    ServiceCredential(String credential) {
        this.credential = credential.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the request carries it, compared in constant time. */
    public boolean isShownBy(HttpServletRequest request) {
        String shown = BearerToken.in(request.getHeader(HttpHeaders.AUTHORIZATION));
        return shown != null
                && MessageDigest.isEqual(credential, shown.getBytes(StandardCharsets.UTF_8));
    }
}
