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

/** Admits requests to internal paths only from the peers that {@link AllowedPeers} names. */
final class InternalPathInterceptor implements HandlerInterceptor {

    static final String[] PATHS = {"/internal/**", "/v1/**"};

    private final PeerVerifier peers;

    /** Has one entry for each controller method that was called, so its size is bounded. */
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

    /** Returns the peers that may call the method; empty without {@link AllowedPeers}. */
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
