package io.rookery.kit.shard;

import io.rookery.shard.transaction.Reached;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Tells whoever asked that something is missing from the answer, as a shard has not answered: by
 * the header {@code Rookery-Incomplete}, which names the shards. For answers that are of use all
 * the same, such as what a search has found.
 */
public final class PartialAnswer {

    /** The names of the shards whose part is missing. */
    public static final String HEADER = "Rookery-Incomplete";

    private static final String SEPARATOR = ", ";

    private PartialAnswer() {}

    /**
     * Marks the answer to the request that this thread handles, if any, unless it is whole. What an
     * earlier read has marked stays.
     */
    public static void mark(Reached<?> reached) {
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
