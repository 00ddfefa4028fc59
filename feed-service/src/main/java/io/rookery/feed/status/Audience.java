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
 * Who may see which status: the one place that decides it. Nobody sees what an author has written
 * who blocks them. A boost is judged by its own visibility, which is never wider than that of the
 * boosted status, and by the authors of both.
 *
 * <p>A list that somebody has not asked for by name (a timeline, a search, a conversation) also
 * leaves out whom they block or mute.
 */
@Component
public class Audience {

    private final Relations relations;

    public Audience(Relations relations) {
        this.relations = relations;
    }

    /** What can be said without knowing how the viewer stands to the author. */
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
     * What the viewer sees of the statuses. Asks user-service once, about all authors but the
     * viewer, and not at all for somebody who is not signed in.
     *
     * @param viewer null for somebody who is not signed in
     * @param originals the boosted ones of the statuses by id, those that exist
     */
    public Sight sight(
            @Nullable Long viewer, Collection<StatusRow> rows, Map<Long, StatusRow> originals) {
        return viewer == null
                ? new Sight(null, Map.of(), originals)
                : new Sight(
                        viewer, relations.of(viewer, authors(viewer, rows, originals)), originals);
    }

    /** The same for a list: of authors whose shard does not answer it shows nothing. */
    public Sight sightOfList(
            @Nullable Long viewer, Collection<StatusRow> rows, Map<Long, StatusRow> originals) {
        return viewer == null
                ? new Sight(null, Map.of(), originals)
                : new Sight(
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

    /** Those that the viewer may see, in their order. */
    public List<StatusRow> visibleTo(
            @Nullable Long viewer, Collection<StatusRow> rows, Map<Long, StatusRow> originals) {
        return rows.stream().filter(sight(viewer, rows, originals)::allows).toList();
    }

    /** Those that a list shows which the viewer has not asked for by name, in their order. */
    public List<StatusRow> shownTo(
            @Nullable Long viewer, Collection<StatusRow> rows, Map<Long, StatusRow> originals) {
        return rows.stream().filter(sightOfList(viewer, rows, originals)::shows).toList();
    }

    /** Those of the accounts that such a list shows to the viewer, in their order. */
    public List<Long> accountsShownTo(@Nullable Long viewer, List<Long> accounts) {
        if (viewer == null) {
            return accounts;
        }
        Map<Long, Relation> known = relations.known(viewer, accounts);
        return accounts.stream()
                .filter(account -> !known.getOrDefault(account, Relation.NONE).hides())
                .toList();
    }

    /** How the viewer stands to the account; none for somebody who is not signed in. */
    Relation relationTo(@Nullable Long viewer, long account) {
        return viewer == null ? Relation.NONE : relations.of(viewer, account);
    }
}
