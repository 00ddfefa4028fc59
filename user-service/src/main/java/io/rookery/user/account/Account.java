package io.rookery.user.account;

import io.rookery.shard.id.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as it is stored.
 *
 * @param username as its owner wrote it; unique regardless of case
 * @param note plain text
 * @param statuses how many statuses it has, as feed-service last reported
 * @param lastStatusOn the UTC day of its newest status; null without one
 * @param version increases with each change that the owner makes to the profile
 * @param large whether its followers ever exceeded the threshold above which statuses are merged in
 *     at read time
 */
public record Account(
        long id,
        String username,
        String displayName,
        String note,
        List<ProfileField> fields,
        boolean locked,
        boolean bot,
        boolean discoverable,
        boolean indexable,
        boolean hideCollections,
        PostingDefaults postingDefaults,
        long followers,
        long following,
        long statuses,
        @Nullable LocalDate lastStatusOn,
        long version,
        boolean large) {

    public Account {
        fields = List.copyOf(fields);
    }

    /** The visibility of a status that does not state one. */
    public String postingVisibility() {
        return postingDefaults.visibility(locked);
    }

    public Instant createdAt() {
        return Ids.timeOf(id);
    }
}
