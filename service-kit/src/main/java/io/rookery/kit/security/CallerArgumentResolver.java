package io.rookery.kit.security;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves the {@link Caller} argument of controllers. */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {

    private final TokenVerifier tokens;

    CallerArgumentResolver(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String token = BearerToken.in(request.getHeader(HttpHeaders.AUTHORIZATION));
        return token == null ? Caller.ANONYMOUS : tokens.verify(token);
    }
}
