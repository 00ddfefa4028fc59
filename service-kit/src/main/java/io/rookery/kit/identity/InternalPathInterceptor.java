package io.rookery.kit.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Opens internal paths to those whom their controllers allow to call them. */
final class InternalPathInterceptor implements HandlerInterceptor {

    static final String[] PATHS = {"/internal/**", "/v1/**"};

    private final PeerVerifier peers;

    /** As many as there are methods of controllers. */
    private final Map<Method, List<Peer>> allowed = new ConcurrentHashMap<>();

    InternalPathInterceptor(PeerVerifier peers) {
        this.peers = peers;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        peers.require(
                request,
                handler instanceof HandlerMethod method
                        ? allowed.computeIfAbsent(method.getMethod(), _ -> allowedBy(method))
                        : List.of());
        return true;
    }

    /** Nobody, where nothing is said. */
    static List<Peer> allowedBy(HandlerMethod method) {
        @Nullable AllowedPeers own =
                AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), AllowedPeers.class);
        @Nullable AllowedPeers said =
                own != null
                        ? own
                        : AnnotatedElementUtils.findMergedAnnotation(
                                method.getBeanType(), AllowedPeers.class);
        return said == null ? List.of() : List.of(said.value());
    }
}
