package io.rookery.kit.security;

import io.rookery.kit.error.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/** Opens internal paths to those who show the service credential. */
final class InternalPathInterceptor implements HandlerInterceptor {

    static final String[] PATHS = {"/internal/**", "/v1/**"};

    private final byte[] credential;

    InternalPathInterceptor(String credential) {
        this.credential = credential.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        String shown = BearerToken.in(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (shown == null
                || !MessageDigest.isEqual(credential, shown.getBytes(StandardCharsets.UTF_8))) {
            throw ApiException.unauthorized("The service credential is invalid");
        }
        return true;
    }
}
