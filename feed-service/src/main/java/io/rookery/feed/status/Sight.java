package io.rookery.feed.status;

import io.rookery.feed.account.Relation;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one viewer sees of some statuses, by how they stand to the authors at this moment.
 *
 * @param viewer null for somebody who is not signed in
 * @param relations to the authors
 * @param originals the boosted ones of the statuses, those that exist
 */
public record Sight(
        @Nullable Long viewer, Map<Long, Relation> relations, Map<Long, StatusRow> originals) {

    /** Whether the viewer may see the status. */
    public boolean allows(StatusRow row) {
        return mayBeSeen(row) && ofOriginal(row, this::mayBeSeen);
    }

    /** Whether a list that the viewer has not asked for by name shows it. */
    public boolean shows(StatusRow row) {
        return allows(row) && isWelcome(row) && ofOriginal(row, this::isWelcome);
    }

    /** Whether a list of what its author has published shows it. */
    boolean showsOnProfile(StatusRow row) {
        return allows(row) && ofOriginal(row, this::isWelcome);
    }

    /** Whether the viewer blocks the account. */
    boolean blocks(long account) {
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

    /** For a boost whether it is true of the boosted status, which must exist. */
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
