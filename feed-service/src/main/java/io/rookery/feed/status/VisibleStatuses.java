package io.rookery.feed.status;

import io.rookery.feed.account.Relation;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one viewer sees of some statuses, by the viewer's current relations to the authors.
 *
 * @param viewer null for an anonymous viewer
 * @param relations the viewer's relations, by author
 * @param originals the boosted statuses by id, as far as they exist
 */
public record VisibleStatuses(
        @Nullable Long viewer, Map<Long, Relation> relations, Map<Long, StatusRow> originals) {

    /** Whether the viewer may see the status. */
    public boolean allows(StatusRow row) {
        return mayBeSeen(row) && ofOriginal(row, this::mayBeSeen);
    }

    /** Whether a list that the viewer did not request by name shows the status. */
    public boolean shows(StatusRow row) {
        return allows(row) && isWelcome(row) && ofOriginal(row, this::isWelcome);
    }

    /** Whether the list of its author's statuses shows the status. */
    public boolean showsOnProfile(StatusRow row) {
        return allows(row) && ofOriginal(row, this::isWelcome);
    }

    /** Whether the viewer blocks the account. */
    public boolean blocks(long account) {
        return relationTo(account).blocking();
    }

    private boolean mayBeSeen(StatusRow row) {
        Relation relation = relationTo(row.accountId());
        return !relation.blockedBy()
                && switch (Audience.judge(viewer, row)) {
                    case VISIBLE -> true;
                    case HIDDEN -> false;
                    case TO_FOLLOWERS -> relation.following();
                };
    }

    private boolean isWelcome(StatusRow row) {
        return !relationTo(row.accountId()).hides();
    }

    /**
     * For a boost, whether the original exists and meets the condition; true for other statuses.
     */
    private boolean ofOriginal(StatusRow row, Predicate<StatusRow> condition) {
        if (row.boostOfId() == null) {
            return true;
        }
        StatusRow original = originals.get(row.boostOfId());
        return original != null && condition.test(original);
    }

    private Relation relationTo(long account) {
        return relations.getOrDefault(account, Relation.NONE);
    }
}
