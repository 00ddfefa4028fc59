package io.rookery.feed.status;

import io.rookery.feed.account.Relation;
import io.rookery.feed.account.Relations;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides who may see which status; the only place that does. A viewer never sees statuses by an
 * author who blocks the viewer. For a boost, the boost's own visibility counts, which is never
 * wider than that of the boosted status, and so do the authors of both.
 *
 * <p>Lists that the viewer did not request by name (a timeline, a search, a conversation) also
 * leave out accounts that the viewer blocks or mutes. In this class, {@code visible} means that the
 * viewer may see a status, and {@code shown} that such a list includes it.
 */
@Component
public class Audience {

    private final Relations relations;

    public Audience(Relations relations) {
        this.relations = relations;
    }

    /** A decision that does not depend on the relation of the viewer to the author. */
    enum Verdict {
        VISIBLE,
        HIDDEN,
        TO_FOLLOWERS
    }

    static Verdict judge(@Nullable Long viewer, StatusRow row) {
        if (row.visibility().isForEverybody()) {
            return Verdict.VISIBLE;
        }
        if (viewer == null) {
            return Verdict.HIDDEN;
        }
        if (viewer == row.accountId() || row.mentions(viewer)) {
            return Verdict.VISIBLE;
        }
        return row.visibility() == Visibility.PRIVATE ? Verdict.TO_FOLLOWERS : Verdict.HIDDEN;
    }

    /**
     * Returns what the viewer may see of the statuses. Makes one request to user-service, for the
     * viewer's relations to all authors, and none for an anonymous viewer.
     *
     * @param viewer null for an anonymous viewer
     * @param originals the boosted statuses by id, as far as they exist
     */
    public VisibleStatuses sight(
            @Nullable Long viewer, Collection<StatusRow> rows, Map<Long, StatusRow> originals) {
        return viewer == null
                ? new VisibleStatuses(null, Map.of(), originals)
                : new VisibleStatuses(
                        viewer, relations.of(viewer, authors(viewer, rows, originals)), originals);
    }

    /**
     * Like {@link #sight}, for lists: statuses of authors whose shard does not answer are not
     * shown.
     */
    public VisibleStatuses sightOfList(
            @Nullable Long viewer, Collection<StatusRow> rows, Map<Long, StatusRow> originals) {
        return viewer == null
                ? new VisibleStatuses(null, Map.of(), originals)
                : new VisibleStatuses(
                        viewer,
                        relations.known(viewer, authors(viewer, rows, originals)),
                        originals);
    }

    private static Set<Long> authors(
            long viewer, Collection<StatusRow> rows, Map<Long, StatusRow> originals) {
        Set<Long> authors = new HashSet<>();
        for (StatusRow row : rows) {
            if (judge(viewer, row) != Verdict.HIDDEN) {
                authors.add(row.accountId());
                StatusRow original =
                        row.boostOfId() == null ? null : originals.get(row.boostOfId());
                if (original != null) {
                    authors.add(original.accountId());
                }
            }
        }
        return authors;
    }

    /** Filters the statuses to those that the viewer may see, in the same order. */
    public List<StatusRow> visibleTo(
            @Nullable Long viewer, Collection<StatusRow> rows, Map<Long, StatusRow> originals) {
        return rows.stream().filter(sight(viewer, rows, originals)::allows).toList();
    }

    /**
     * Filters the statuses to those that a list shows which the viewer did not request by name, in
     * the same order.
     */
    public List<StatusRow> shownTo(
            @Nullable Long viewer, Collection<StatusRow> rows, Map<Long, StatusRow> originals) {
        return rows.stream().filter(sightOfList(viewer, rows, originals)::shows).toList();
    }

    /** Filters the accounts to those that such a list shows, in the same order. */
    public List<Long> accountsShownTo(@Nullable Long viewer, List<Long> accounts) {
        if (viewer == null) {
            return accounts;
        }
        Map<Long, Relation> known = relations.known(viewer, accounts);
        return accounts.stream()
                .filter(account -> !known.getOrDefault(account, Relation.NONE).hides())
                .toList();
    }

    /** The viewer's relation to the account; {@link Relation#NONE} for an anonymous viewer. */
    public Relation relationTo(@Nullable Long viewer, long account) {
        return viewer == null ? Relation.NONE : relations.of(viewer, account);
    }
}
