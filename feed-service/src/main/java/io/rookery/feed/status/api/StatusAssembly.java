package io.rookery.feed.status.api;

import io.rookery.api.text.Hashtags;
import io.rookery.feed.account.Account;
import io.rookery.feed.account.Application;
import io.rookery.feed.status.Content;
import io.rookery.feed.status.Counts;
import io.rookery.feed.status.Mention;
import io.rookery.feed.status.ReplyTarget;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.api.Status.StatusMention;
import io.rookery.feed.status.api.Status.StatusTag;
import io.rookery.feed.status.store.ViewerFlags;
import io.rookery.feed.status.text.StatusHtml;
import io.rookery.shard.id.Ids;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assembles Status entities from their rows and from what was looked up for a page of them. Each
 * part of an entity has a method here.
 *
 * @param viewer null for an anonymous viewer
 * @param authors by id
 * @param applications by client id
 * @param flags the viewer's interactions with the statuses; null for an anonymous viewer
 * @param hiddenAnswered ids of the answered statuses that must be hidden from the viewer
 */
record StatusAssembly(
        @Nullable Long viewer,
        Map<Long, Account> authors,
        Map<String, Application> applications,
        ViewerFlags.@Nullable Flags flags,
        Set<Long> hiddenAnswered) {

    /** Without anything that has to be looked up. */
    static StatusAssembly of(long viewer, Map<String, Application> applications) {
        return new StatusAssembly(viewer, Map.of(), applications, ViewerFlags.NONE, Set.of());
    }

    /**
     * Returns the entity of the row. Returns null when its author, or for a boost the boosted
     * status or its author, is unknown.
     *
     * @param originals the boosted statuses by id
     */
    @Nullable Status entity(StatusRow row, Map<Long, StatusRow> originals) {
        Account author = authors.get(row.accountId());
        if (author == null) {
            return null;
        }
        if (row.boostOfId() == null) {
            return entity(row, author);
        }
        StatusRow original = originals.get(row.boostOfId());
        Account originalAuthor = original == null ? null : authors.get(original.accountId());
        if (original == null || originalAuthor == null) {
            return null;
        }
        return entity(row, author, original.id(), entity(original, originalAuthor));
    }

    /** Returns the entity of the row, for a boost without the boosted status. */
    Status entity(StatusRow row, Account author) {
        return entity(row, author, row.id(), null);
    }

    /** A boost has the viewer's flags of the boosted status. */
    private Status entity(StatusRow row, Account author, long flagged, @Nullable Status reblog) {
        String id = Ids.format(row.id());
        boolean isOwn = viewer != null && viewer == row.accountId() && reblog == null;
        return new Status(
                id,
                StatusRenderer.time(row.createdAt()),
                inReplyTo(row.replyTo()),
                labels(row),
                new Status.Addresses(author.uri() + "/statuses/" + id, author.url() + "/" + id),
                counters(row.counts()),
                null,
                flags == null ? null : viewerState(flags, flagged, isOwn),
                StatusHtml.of(row.content().text(), row.mentions(), author.base()),
                flags == null ? null : List.of(),
                reblog,
                applicationOf(row),
                author,
                attachments(row.content(), author.base()));
    }

    private Status.InReplyTo inReplyTo(@Nullable ReplyTarget answered) {
        return answered == null || hiddenAnswered.contains(answered.id())
                ? Status.InReplyTo.NOTHING
                : new Status.InReplyTo(Ids.format(answered.id()), Ids.format(answered.accountId()));
    }

    private static Status.Labels labels(StatusRow row) {
        Content content = row.content();
        return new Status.Labels(
                content.sensitive(), content.spoilerText(), row.visibility(), content.language());
    }

    private static Status.Counters counters(Counts counts) {
        return new Status.Counters(counts.replies(), counts.boosts(), counts.favourites());
    }

    private static Status.ViewerState viewerState(
            ViewerFlags.Flags flags, long flagged, boolean isOwn) {
        return new Status.ViewerState(
                flags.favourited().contains(flagged),
                flags.boosted().contains(flagged),
                false,
                flags.bookmarked().contains(flagged),
                isOwn ? false : null);
    }

    /** The application that published the status; null for a boost. */
    private @Nullable Application applicationOf(StatusRow row) {
        return row.isBoost() || row.clientId() == null ? null : applications.get(row.clientId());
    }

    private static Status.Attachments attachments(Content content, String base) {
        return Status.Attachments.of(
                content.mentions().stream().map(mention -> mention(mention, base)).toList(),
                content.tags().stream().map(tag -> tag(tag, base)).toList());
    }

    private static StatusMention mention(Mention mention, String base) {
        String name = mention.username();
        return new StatusMention(Ids.format(mention.accountId()), name, base + "/@" + name, name);
    }

    private static StatusTag tag(String name, String base) {
        return new StatusTag(name, Hashtags.address(base, name));
    }
}
