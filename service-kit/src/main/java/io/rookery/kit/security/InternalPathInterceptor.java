package io.rookery.kit.security;

import io.rookery.kit.error.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** Opens internal paths to those who show the service credential. */
final class InternalPathInterceptor implements HandlerInterceptor {

    static final String[] PATHS = {"/internal/**", "/v1/**"};

    private final ServiceCredential credential;

    InternalPathInterceptor(ServiceCredential credential) {
        this.credential = credential;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!credential.isShownBy(request)) {
            throw ApiException.unauthorized("The service credential is invalid");
        }
        return true;
    }
}
