package io.rookery.feed.status;

import io.rookery.shard.id.Ids;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A status as it is stored, the same for every viewer. Deleted statuses are not represented.
 *
 * @param text the source text; empty for a boost
 * @param inReplyToVisibility visibility of the answered status; null when it is unknown
 * @param boostOfId the boosted status; null when it is no boost
 * @param tags hashtags in lower case, without duplicates
 * @param clientId the OAuth client that published it
 * @param repliesCount number of public and unlisted replies
 * @param version grows with every change, including changes of the counts
 */
public record StatusRow(
        long id,
        long accountId,
        String text,
        String spoilerText,
        boolean sensitive,
        @Nullable String language,
        Visibility visibility,
        @Nullable Long inReplyToId,
        @Nullable Long inReplyToAccountId,
        @Nullable Visibility inReplyToVisibility,
        @Nullable Long boostOfId,
        List<Mention> mentions,
        List<String> tags,
        @Nullable String clientId,
        int repliesCount,
        int boostsCount,
        int favouritesCount,
        long version) {

    /** The slot of the status, which is that of its author. */
    public int slot() {
        return Ids.slotOf(id);
    }

    public Instant createdAt() {
        return Ids.timeOf(id);
    }

    public boolean isBoost() {
        return boostOfId != null;
    }

    public boolean mentions(long account) {
        return mentions.stream().anyMatch(mention -> mention.accountId() == account);
    }

    /** A copy with the id, the author, the visibility and the version only. */
    StatusRow withoutContent() {
        return new StatusRow(
                id,
                accountId,
                "",
                "",
                false,
                null,
                visibility,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                0,
                0,
                0,
                version);
    }

    /**
     * Whether the public timeline shows it: it is public, not a boost, and not a reply to another
     * account.
     */
    public boolean isForPublicTimeline() {
        return visibility == Visibility.PUBLIC
                && !isBoost()
                && (inReplyToId == null || Long.valueOf(accountId).equals(inReplyToAccountId));
    }
}
