package io.rookery.kit.identity;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Lists the internal paths of a service. The start of the service fails when one of them lacks
 * {@link AllowedPeers}.
 */
public final class InternalRoutes implements SmartInitializingSingleton {

    private static final List<PathPattern> INTERNAL =
            List.of(InternalPathInterceptor.PATHS).stream()
                    .map(PathPatternParser.defaultInstance::parse)
                    .toList();

    private final RequestMappingHandlerMapping mapping;

    InternalRoutes(RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    /** Returns the allowed peers of each method and path, such as {@code GET /v1/schema}. */
    public Map<String, List<Peer>> allowed() {
        Map<String, List<Peer>> allowed = new TreeMap<>();
        mapping.getHandlerMethods()
                .forEach((info, method) -> {
                    for (String path : info.getPatternValues()) {
                        if (isInternal(path)) {
                            allowed.put(
                                    methodsOf(info) + ' ' + path,
                                    InternalPathInterceptor.allowedBy(method));
                        }
                    }
                });
        return allowed;
    }

    @Override
    public void afterSingletonsInstantiated() {
        allowed()
                .forEach((route, peers) -> {
                    if (peers.isEmpty()) {
                        throw new IllegalStateException(
                                "%s does not say who may call it: it lacks @AllowedPeers"
                                        .formatted(route));
                    }
                });
        mapping.getHandlerMethods().forEach(InternalRoutes::refuseElsewhere);
    }

    /**
     * Refuses the annotation on other paths: it is not checked there, and would mislead its
     * readers.
     */
    private static void refuseElsewhere(RequestMappingInfo info, HandlerMethod method) {
        if (!InternalPathInterceptor.allowedBy(method).isEmpty()
                && !info.getPatternValues().stream().allMatch(InternalRoutes::isInternal)) {
            throw new IllegalStateException(
                    "@AllowedPeers has no effect on " + info.getPatternValues());
        }
    }

    private static boolean isInternal(String path) {
        PathContainer container = PathContainer.parsePath(path);
        return INTERNAL.stream().anyMatch(pattern -> pattern.matches(container));
    }

    private static String methodsOf(RequestMappingInfo info) {
        return String.join(
                ",",
                info.getMethodsCondition().getMethods().stream().map(RequestMethod::name).toList());
    }
}
