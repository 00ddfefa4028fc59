package io.rookery.api.paging;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Builds the {@code Link} header, by which clients find the next and the previous page. */
public final class Link {

    private static final List<String> PAGING = List.of("max_id", "min_id", "since_id");

    private Link() {}

    /**
     * Returns a page of entities with its {@code Link} header.
     *
     * @param cursor gives the number by which an entity is ordered; need not be its identifier
     */
    public static <T> ResponseEntity<List<T>> page(
            HttpServletRequest request, List<T> entities, ToLongFunction<? super T> cursor) {
        if (entities.isEmpty()) {
            return ResponseEntity.ok(entities);
        }
        return page(
                request,
                entities,
                cursor.applyAsLong(entities.getFirst()),
                cursor.applyAsLong(entities.getLast()));
    }

    /**
     * Returns a body with the {@code Link} header of a page that spans the identifiers first
     * (newest) to last.
     */
    public static <T> ResponseEntity<T> page(
            HttpServletRequest request, T body, long first, long last) {
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, header(request, first, last))
                .body(body);
    }

    /**
     * Returns absolute addresses of the next (older) and the previous (newer) page, in this order.
     */
    public static String header(HttpServletRequest request, long first, long last) {
        String address = origin(request) + request.getRequestURI() + '?' + others(request);
        return '<'
                + address
                + "max_id="
                + last
                + ">; rel=\"next\", <"
                + address
                + "min_id="
                + first
                + ">; rel=\"prev\"";
    }

    /** Scheme, host and port as the client sees them: {@code https://rookery.example}. */
    public static String origin(HttpServletRequest request) {
        String scheme = request.getHeader("X-Forwarded-Proto");
        String host = request.getHeader("X-Forwarded-Host");
        if (host == null) {
            host = request.getHeader(HttpHeaders.HOST);
        }
        return (scheme == null ? request.getScheme() : scheme)
                + "://"
                + (host == null || host.isBlank() ? "localhost" : host);
    }

    /**
     * Returns the query as it was sent, without the paging parameters and ready to be appended to.
     */
    private static String others(HttpServletRequest request) {
        @Nullable String query = request.getQueryString();
        if (query == null || query.isEmpty()) {
            return "";
        }
        StringBuilder kept = new StringBuilder();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!pair.isEmpty() && !PAGING.contains(name)) {
                kept.append(pair).append('&');
            }
        }
        return kept.toString();
    }
}
