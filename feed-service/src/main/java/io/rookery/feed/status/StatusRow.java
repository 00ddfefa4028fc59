package io.rookery.feed.status;

import io.rookery.shard.id.Ids;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A status as it is stored, the same for every viewer. Deleted ones have no row here.
 *
 * @param text what the author wrote; empty for a boost
 * @param inReplyToVisibility for whom the answered status is meant; null when that is not known
 * @param boostOfId the boosted status, for a boost
 * @param tags hashtags in lower case, each once
 * @param clientId the OAuth client that it was published with
 * @param repliesCount public and unlisted replies
 * @param version grows with every change, of the counts as well
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

    /** The slot of its author, where it lives. */
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

    /** That it exists, when it was published, for whom, and by whom. */
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

    /** Whether the public timeline shows it: no boosts, and of replies only those to oneself. */
    public boolean isForPublicTimeline() {
        return visibility == Visibility.PUBLIC
                && !isBoost()
                && (inReplyToId == null || Long.valueOf(accountId).equals(inReplyToAccountId));
    }
}
