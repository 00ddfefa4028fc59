package io.rookery.feed.status;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the statuses that requests name. What does not exist and what the viewer may not see get
 * the same answer.
 */
@Component
public class StatusFinder {

    private final Statuses statuses;
    private final Audience audience;

    public StatusFinder(Statuses statuses, Audience audience) {
        this.statuses = statuses;
        this.audience = audience;
    }

    /**
     * The status as it is, be it a boost.
     *
     * @throws ApiException 404
     */
    public StatusRow visible(@Nullable Long viewer, long id) {
        return statuses.byId(id)
                .filter(row -> audience.includes(viewer, row))
                .orElseThrow(ApiException::notFound);
    }

    /** The same for an id as a client writes it. */
    public StatusRow visible(@Nullable Long viewer, String id) {
        return visible(viewer, parse(id));
    }

    /**
     * The status, or for a boost the boosted one: what is answered, favoured and boosted.
     *
     * @throws ApiException 404
     */
    public StatusRow original(@Nullable Long viewer, String id) {
        StatusRow row = visible(viewer, id);
        return row.boostOfId() == null ? row : visible(viewer, row.boostOfId());
    }

    /** Those that exist and that the viewer may see, in the order of the ids. */
    public List<StatusRow> visible(@Nullable Long viewer, List<Long> ids) {
        Map<Long, StatusRow> byId = statuses.byIds(ids);
        return audience.visibleTo(
                viewer, ids.stream().map(byId::get).filter(Objects::nonNull).toList());
    }

    /**
     * The number that an id in a path stands for.
     *
     * @throws ApiException 404 when it cannot be an id
     */
    public static long parse(String id) {
        return Ids.parse(id).orElseThrow(ApiException::notFound);
    }
}
