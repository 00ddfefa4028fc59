package io.rookery.kit.identity;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.BearerToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Restricts the actuator endpoints. The operator may read them, and so may callers that send a
 * metrics credential. The health endpoints are open to every caller.
 */
final class ActuatorFilter extends OncePerRequestFilter {

    private static final String PATH = "/actuator";
    private static final String HEALTH = PATH + "/health";

    private final PeerVerifier peers;
    private final List<byte[]> digests;

    ActuatorFilter(PeerVerifier peers, List<String> digests) {
        this.peers = peers;
        this.digests = digests.stream().map(HexFormat.of()::parseHex).toList();
    }

    static FilterRegistrationBean<ActuatorFilter> registration(
            PeerVerifier peers, IdentitySettings settings) {
        FilterRegistrationBean<ActuatorFilter> registration =
                new FilterRegistrationBean<>(new ActuatorFilter(peers, settings.metricsDigests()));
        registration.addUrlPatterns(PATH + "/*");
        return registration;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isHealth(request) || showsCredential(request)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            peers.require(request, List.of(Peer.OPERATOR));
        } catch (ApiException e) {
            response.sendError(e.status().value());
            return;
        }
        chain.doFilter(request, response);
    }

    /** Checks the path that selects the servlet: it is decoded and normalised. */
    private static boolean isHealth(HttpServletRequest request) {
        String path =
                request.getPathInfo() == null
                        ? request.getServletPath()
                        : request.getServletPath() + request.getPathInfo();
        return path.equals(HEALTH) || path.startsWith(HEALTH + '/');
    }

    private boolean showsCredential(HttpServletRequest request) {
        String shown = BearerToken.in(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (shown == null || digests.isEmpty()) {
            return false;
        }
        byte[] digest = sha256(shown);
        return digests.stream().anyMatch(known -> MessageDigest.isEqual(known, digest));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
