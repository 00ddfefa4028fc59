package io.rookery.feed.timeline;

import io.rookery.feed.status.Audience;
import io.rookery.feed.status.Mention;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.Statuses;
import io.rookery.feed.timeline.HomeTimelines.HomePart;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Filters a home timeline by what its owner may and wants to see. Public statuses by other accounts
 * are taken from Redis as they are. For the owner's own statuses, the owner's shard says whether
 * they exist. For all others, the filter checks the current visibility and existence on the shards.
 */
final class HomeFilter {

    private final Audience audience;
    private final Statuses statuses;
    private final PageRules pageRules;

    HomeFilter(Audience audience, Statuses statuses, PageRules pageRules) {
        this.audience = audience;
        this.statuses = statuses;
        this.pageRules = pageRules;
    }

    /** Requests the viewer's filter rules for these accounts. */
    interface PageRules {
        FilterRules of(long viewer, Collection<Long> accounts);
    }

    /** Returns the rows that the viewer sees, in the same order. */
    List<StatusRow> visible(
            long viewer, HomePart part, List<StatusRow> rows, Map<Long, StatusRow> known) {
        FilterRules rules =
                part.rules().isComplete()
                        ? part.rules()
                        : pageRules.of(viewer, concerned(rows, known));
        List<StatusRow> wanted =
                rows.stream()
                        .filter(row ->
                                exists(viewer, part.check(), row, known)
                                        && isWanted(viewer, rules, part.check().now(), row, known))
                        .toList();
        Set<Long> hidden = hidden(viewer, wanted, known);
        return hidden.isEmpty()
                ? wanted
                : wanted.stream()
                        .filter(row ->
                                !hidden.contains(row.id())
                                        && (row.boostOfId() == null
                                                || !hidden.contains(row.boostOfId())))
                        .toList();
    }

    private static boolean exists(
            long viewer, HomeCheck check, StatusRow row, Map<Long, StatusRow> known) {
        StatusRow original = original(row, known);
        return (row.accountId() != viewer || check.hasOwn(row.id()))
                && (original == null
                        || original.accountId() != viewer
                        || check.hasOwn(original.id()));
    }

    /** As in Mastodon, a mention of a hidden account hides the status too. */
    private static boolean isWanted(
            long viewer, FilterRules rules, long now, StatusRow row, Map<Long, StatusRow> known) {
        if (row.accountId() == viewer || rules.equals(FilterRules.NONE)) {
            return true;
        }
        StatusRow original = original(row, known);
        if (original == null) {
            return !isHidden(rules, now, row)
                    && rules.wants(row.accountId(), row.content().language());
        }
        return !isHidden(rules, now, row)
                && !isHidden(rules, now, original)
                && !rules.withoutBoosts().contains(row.accountId());
    }

    private static boolean isHidden(FilterRules rules, long now, StatusRow row) {
        if (rules.hides(row.accountId(), now)) {
            return true;
        }
        for (Mention mention : row.mentions()) {
            if (rules.hides(mention.accountId(), now)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the non-public statuses that the viewer may not see now. */
    private Set<Long> hidden(long viewer, List<StatusRow> rows, Map<Long, StatusRow> known) {
        Map<Long, StatusRow> asked = new HashMap<>();
        for (StatusRow row : rows) {
            ask(viewer, row, asked);
            ask(viewer, original(row, known), asked);
        }
        if (asked.isEmpty()) {
            return Set.of();
        }
        Set<Long> hidden = new HashSet<>(asked.keySet());
        Map<Long, StatusRow> existing = statuses.reachable(asked.keySet());
        audience.shownTo(viewer, existing.values(), known).forEach(row -> hidden.remove(row.id()));
        return hidden;
    }

    private static void ask(long viewer, @Nullable StatusRow row, Map<Long, StatusRow> asked) {
        if (row != null && row.accountId() != viewer && !row.visibility().isForEverybody()) {
            asked.put(row.id(), row);
        }
    }

    private static Set<Long> concerned(List<StatusRow> rows, Map<Long, StatusRow> known) {
        Set<Long> accounts = new HashSet<>();
        for (StatusRow row : rows) {
            addConcerned(row, accounts);
            StatusRow original = original(row, known);
            if (original != null) {
                addConcerned(original, accounts);
            }
        }
        return accounts;
    }

    private static void addConcerned(StatusRow row, Set<Long> accounts) {
        accounts.add(row.accountId());
        row.mentions().forEach(mention -> accounts.add(mention.accountId()));
    }

    private static @Nullable StatusRow original(StatusRow row, Map<Long, StatusRow> known) {
        return row.boostOfId() == null ? null : known.get(row.boostOfId());
    }
}
