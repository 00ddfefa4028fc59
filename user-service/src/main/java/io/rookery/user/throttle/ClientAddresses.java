package io.rookery.user.throttle;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Finds a client's address. A gateway appends the address of its peer to the header {@code
 * X-Forwarded-For}. If the peer is the client itself, the header contains nothing before it. If the
 * peer is a proxy, the header contains what the proxy sent before it. A client can write anything
 * in front of that, which is ignored.
 */
@Component
class ClientAddresses implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final int proxies;

    ClientAddresses(ClientSettings settings) {
        this.proxies = settings.proxies();
    }

    ClientAddress of(@Nullable String forwardedFor, String connected) {
        if (forwardedFor == null || forwardedFor.isBlank()) {
            return ClientAddress.parse(connected);
        }
        String[] path = forwardedFor.split(",", -1);
        return ClientAddress.parse(path[Math.max(0, path.length - 1 - proxies)]);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ClientAddress.class;
    }

    @Override
    public ClientAddress resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
        return http == null
                ? ClientAddress.UNKNOWN
                : of(http.getHeader(FORWARDED_FOR), http.getRemoteAddr());
    }
}
