package io.rookery.kit.request;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Reads a request's {@link RequestIdentity}; makes one for a request that came around the gateway.
 */
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
        String key = request.getHeader(RequestIdentity.IDEMPOTENCY_KEY_HEADER);
        return new RequestIdentity(
                requestId == null ? UUID.randomUUID().toString() : requestId,
                key == null || key.isBlank() ? null : key);
    }
}
