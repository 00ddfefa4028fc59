package io.rookery.kit.shard;

import io.rookery.shard.transaction.Reached;
import jakarta.servlet.http.HttpServletResponse;
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

    private PartialAnswer() {}

    /** Marks the answer to the request that this thread handles, if any, unless it is whole. */
    public static void mark(Reached<?> reached) {
        if (!reached.isWhole()
                && RequestContextHolder.getRequestAttributes()
                        instanceof ServletRequestAttributes request) {
            HttpServletResponse response = request.getResponse();
            if (response != null) {
                response.setHeader(
                        HEADER, String.join(", ", reached.missing().stream().sorted().toList()));
            }
        }
    }
}
