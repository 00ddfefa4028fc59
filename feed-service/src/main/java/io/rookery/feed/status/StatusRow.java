package io.rookery.feed.status;

import io.rookery.shard.id.Ids;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A status as it is stored, the same for every viewer. Deleted statuses are not represented.
 *
 * @param accountId its author; for a boost, the account that boosts
 * @param replyTo the status that it answers; null when it is no reply
 * @param boostOfId the boosted status; null when it is no boost
 * @param clientId the OAuth client that published it; null when that is unknown
 * @param version grows with every change, including changes of the counts
 */
public record StatusRow(
        long id,
        long accountId,
        Visibility visibility,
        Content content,
        @Nullable ReplyTarget replyTo,
        @Nullable Long boostOfId,
        @Nullable String clientId,
        Counts counts,
        long version) {

    private static final long FIRST_VERSION = 1;

    /**
     * Creates a new status.
     *
     * @param answered the status that it answers; null when it is no reply
     * @param clientId empty when it is unknown
     */
    public static StatusRow post(
            long id,
            long author,
            String clientId,
            Visibility visibility,
            Content content,
            @Nullable StatusRow answered) {
        ReplyTarget replyTo =
                answered == null
                        ? null
                        : new ReplyTarget(answered.id, answered.accountId, answered.visibility);
        return begin(id, author, clientId, visibility, content, replyTo, null);
    }

    /**
     * Creates a new boost.
     *
     * @param clientId empty when it is unknown
     */
    public static StatusRow boost(
            long id, long booster, String clientId, Visibility visibility, StatusRow original) {
        Content content = original.content.forBoost();
        return begin(id, booster, clientId, visibility, content, null, original.id);
    }

    private static StatusRow begin(
            long id,
            long author,
            String clientId,
            Visibility visibility,
            Content content,
            @Nullable ReplyTarget replyTo,
            @Nullable Long boostOfId) {
        return new StatusRow(
                id,
                author,
                visibility,
                content,
                replyTo,
                boostOfId,
                clientId.isEmpty() ? null : clientId,
                Counts.NONE,
                FIRST_VERSION);
    }

    /** The ids of the statuses that the rows boost. */
    public static Set<Long> boosted(Collection<StatusRow> rows) {
        Set<Long> boosted = new HashSet<>();
        for (StatusRow row : rows) {
            if (row.boostOfId != null) {
                boosted.add(row.boostOfId);
            }
        }
        return boosted;
    }

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

    /** Whether it is a reply to another account. */
    public boolean answersOthers() {
        return replyTo != null && replyTo.accountId() != accountId;
    }

    public List<Mention> mentions() {
        return content.mentions();
    }

    public boolean mentions(long account) {
        return mentions().stream().anyMatch(mention -> mention.accountId() == account);
    }

    /**
     * Whether the public timeline shows it: it is public, not a boost, and not a reply to another
     * account.
     */
    public boolean isForPublicTimeline() {
        return visibility == Visibility.PUBLIC && !isBoost() && !answersOthers();
    }

    /** A copy with the id, the author, the visibility and the version only. */
    public StatusRow withoutContent() {
        return new StatusRow(
                id, accountId, visibility, Content.NONE, null, null, null, Counts.NONE, version);
    }
}
