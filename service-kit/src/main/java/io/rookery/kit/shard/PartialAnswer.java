package io.rookery.kit.shard;

import io.rookery.shard.transaction.PartialResults;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Marks a response as incomplete when a shard has not answered. The header {@code
 * Rookery-Incomplete} names the missing shards. It is for responses that are still of use, such as
 * search results.
 */
public final class PartialAnswer {

    /** Header with the names of the shards whose part is missing. */
    public static final String HEADER = "Rookery-Incomplete";

    private static final String SEPARATOR = ", ";

    private PartialAnswer() {}

    /**
     * Marks the response to the request that this thread handles, if any, unless the results are
     * complete. Marks of earlier reads stay.
     */
    public static void mark(PartialResults<?> reached) {
        if (!reached.isWhole()
                && RequestContextHolder.getRequestAttributes()
                        instanceof ServletRequestAttributes request) {
            HttpServletResponse response = request.getResponse();
            if (response != null) {
                Set<String> missing = new TreeSet<>(reached.missing());
                String before = response.getHeader(HEADER);
                if (before != null) {
                    missing.addAll(List.of(before.split(SEPARATOR)));
                }
                response.setHeader(HEADER, String.join(SEPARATOR, missing));
            }
        }
    }
}
