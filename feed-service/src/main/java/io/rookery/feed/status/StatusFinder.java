package io.rookery.feed.status;

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
        return seen(viewer, id).row;
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
        return seen(viewer, parse(id)).original();
    }

    /**
     * The same for an account that is about to favour or boost it.
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
     * The same for an account that takes back what it has done with it: whoever has done something
     * may undo it, even if the status is hidden from them by now.
     *
     * @param hasDone of a status' id, whether the account has ever done that with it
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

    /** Those that exist and that the viewer may see, in the order of the ids. */
    public List<StatusRow> visible(@Nullable Long viewer, Collection<Long> ids) {
        List<StatusRow> rows = existing(ids);
        return audience.visibleTo(viewer, rows, originals(rows));
    }

    /** The same for a list that was not asked for by name: see {@link Audience}. */
    public List<StatusRow> shown(@Nullable Long viewer, Collection<Long> ids) {
        List<StatusRow> rows = existing(ids);
        return audience.shownTo(viewer, rows, originals(rows));
    }

    /**
     * The status as it is by now, for somebody who has seen it and has just done something with it.
     *
     * @throws ApiException 404 when it was deleted in the meantime
     */
    public StatusRow again(StatusRow seen) {
        return statuses.byId(seen.id()).orElseThrow(ApiException::notFound);
    }

    /**
     * The same for somebody who has just undone something: of what is hidden from them, that it
     * exists and whose it is.
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
        Sight sight = audience.sight(viewer, rows, originals(rows));
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
        return statuses.byIds(StatusRenderer.boosted(rows));
    }

    /**
     * The number that an id in a path stands for.
     *
     * @throws ApiException 404 when it cannot be an id
     */
    public static long parse(String id) {
        return Ids.parse(id).orElseThrow(ApiException::notFound);
    }

    private record Seen(StatusRow row, Sight sight) {

        StatusRow original() {
            return row.boostOfId() == null
                    ? row
                    : sight.originals().getOrDefault(row.boostOfId(), row);
        }
    }
}
