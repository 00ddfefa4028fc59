package io.rookery.feed.status.store;

import io.rookery.feed.status.Audience;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.VisibleStatuses;
import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the statuses that requests name. A status that the viewer may not see gets the same answer
 * as one that does not exist.
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
     * Returns the status with the id; a boost is returned as such.
     *
     * @throws ApiException 404 when it does not exist, or the viewer may not see it
     */
    public StatusRow visible(@Nullable Long viewer, long id) {
        return seen(viewer, id).row;
    }

    /** Like {@link #visible(Long, long)}, for an id in the form of the API. */
    public StatusRow visible(@Nullable Long viewer, String id) {
        return visible(viewer, parse(id));
    }

    /**
     * Returns the status, or for a boost the boosted status: replies, favourites and boosts refer
     * to that one.
     *
     * @throws ApiException 404 when it does not exist, or the viewer may not see it
     */
    public StatusRow original(@Nullable Long viewer, String id) {
        return seen(viewer, parse(id)).original();
    }

    /**
     * Like {@link #original}, for an account that is about to favourite or boost the status.
     *
     * @throws ApiException 404, and 403 when the account blocks its author
     */
    public StatusRow originalToLike(long account, String id) {
        Seen seen = seen(account, parse(id));
        if (seen.sight.blocks(seen.original().accountId())) {
            throw ApiException.forbidden("This action is not allowed");
        }
        return seen.original();
    }

    /**
     * Like {@link #original}, for an account that undoes an interaction. An account may undo its
     * own interaction even if the status is no longer visible to it.
     *
     * @param hasDone whether the account has ever had that interaction with the status of the id
     * @throws ApiException 404
     */
    public StatusRow originalToUndo(long account, String id, LongPredicate hasDone) {
        StatusRow row = statuses.byId(parse(id)).orElseThrow(ApiException::notFound);
        StatusRow original =
                row.boostOfId() == null
                        ? row
                        : statuses.byId(row.boostOfId()).orElseThrow(ApiException::notFound);
        return hasDone.test(original.id()) ? original : original(account, id);
    }

    /** Returns the statuses that exist and that the viewer may see, in the order of the ids. */
    public List<StatusRow> visible(@Nullable Long viewer, Collection<Long> ids) {
        List<StatusRow> rows = existing(ids);
        return audience.visibleTo(viewer, rows, originals(rows));
    }

    /** Returns the statuses for a list that was not requested by name: see {@link Audience}. */
    public List<StatusRow> shown(@Nullable Long viewer, Collection<Long> ids) {
        List<StatusRow> rows = existing(ids);
        return audience.shownTo(viewer, rows, originals(rows));
    }

    /**
     * Reads the status again, for an account that has just interacted with it.
     *
     * @throws ApiException 404 when it was deleted in the meantime
     */
    public StatusRow again(StatusRow seen) {
        return statuses.byId(seen.id()).orElseThrow(ApiException::notFound);
    }

    /**
     * Reads the status again, for an account that has just undone an interaction. When the account
     * may not see the status, the result has no content: only its existence, time, visibility and
     * author.
     *
     * @throws ApiException 404 when it was deleted in the meantime
     */
    public StatusRow againAfterUndo(long account, StatusRow undone) {
        StatusRow row = again(undone);
        return audience.sight(account, List.of(row), Map.of()).allows(row)
                ? row
                : row.withoutContent();
    }

    private Seen seen(@Nullable Long viewer, long id) {
        StatusRow row = statuses.byId(id).orElseThrow(ApiException::notFound);
        List<StatusRow> rows = List.of(row);
        VisibleStatuses sight = audience.sight(viewer, rows, originals(rows));
        if (!sight.allows(row)) {
            throw ApiException.notFound();
        }
        return new Seen(row, sight);
    }

    private List<StatusRow> existing(Collection<Long> ids) {
        Map<Long, StatusRow> byId = statuses.byIds(ids);
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    private Map<Long, StatusRow> originals(List<StatusRow> rows) {
        return statuses.byIds(StatusRow.boosted(rows));
    }

    /**
     * Parses an id of the API.
     *
     * @throws ApiException 404 when it cannot be an id
     */
    public static long parse(String id) {
        return Ids.parse(id).orElseThrow(ApiException::notFound);
    }

    private record Seen(StatusRow row, VisibleStatuses sight) {

        StatusRow original() {
            return row.boostOfId() == null
                    ? row
                    : sight.originals().getOrDefault(row.boostOfId(), row);
        }
    }
}
