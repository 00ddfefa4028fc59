package io.rookery.kit.request;

import io.rookery.kit.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads a request's {@link RequestIdentity}; makes one for a request that bypassed the gateway. */
final class RequestIdentityArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == RequestIdentity.class;
    }

    @Override
    public RequestIdentity resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String requestId = request.getHeader(RequestIdentity.REQUEST_ID_HEADER);
        String encoded = request.getHeader(RequestIdentity.ENCODED_KEY_HEADER);
        String key =
                encoded == null
                        ? request.getHeader(RequestIdentity.IDEMPOTENCY_KEY_HEADER)
                        : decoded(encoded);
        return new RequestIdentity(
                requestId == null ? UUID.randomUUID().toString() : requestId,
                key == null || key.isBlank() ? null : key);
    }

    private static String decoded(String key) {
        try {
            return new String(Base64.getUrlDecoder().decode(key), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("Idempotency-Key is not readable");
        }
    }
}
