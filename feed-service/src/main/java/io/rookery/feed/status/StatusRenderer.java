package io.rookery.feed.status;

import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.account.Application;
import io.rookery.feed.account.Applications;
import io.rookery.feed.status.Status.StatusMention;
import io.rookery.feed.status.Status.StatusTag;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.text.Hashtags;
import io.rookery.shard.id.Ids;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Renders rows as Status entities of the API. Callers must have checked with {@link Audience} that
 * the viewer may see them. A reply names the status that it answers only to viewers who may see
 * that.
 */
@Component
public class StatusRenderer {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Statuses statuses;
    private final Accounts accounts;
    private final Applications applications;
    private final ViewerFlags viewerFlags;
    private final ReplyTargets answered;
    private final ReachableShards shards;

    public StatusRenderer(
            Statuses statuses,
            Accounts accounts,
            Applications applications,
            ViewerFlags viewerFlags,
            ReplyTargets answered,
            ReachableShards shards) {
        this.statuses = statuses;
        this.accounts = accounts;
        this.applications = applications;
        this.viewerFlags = viewerFlags;
        this.answered = answered;
        this.shards = shards;
    }

    /** Formats a time as in the API: UTC with milliseconds. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /**
     * Renders a status for a viewer who may see it.
     *
     * @throws ApiException 404 for a boost of a deleted status, or when the author was just deleted
     */
    public Status render(@Nullable Long viewer, StatusRow row) {
        return render(viewer, List.of(row)).stream()
                .findFirst()
                .orElseThrow(ApiException::notFound);
    }

    /** Renders a new status, with which no account has interacted yet. */
    Status renderNew(StatusRow row, Account author) {
        Page page =
                new Page(
                        row.accountId(),
                        Map.of(author.id(), author),
                        applications.byClientIds(
                                row.clientId() == null ? Set.of() : Set.of(row.clientId())),
                        ViewerFlags.NONE,
                        Set.of());
        return Optional.ofNullable(page.render(row, Map.of())).orElseThrow(ApiException::notFound);
    }

    /** Renders a deleted status for its author, even a boost whose original is deleted too. */
    Status renderRemoved(StatusRow row, Account author) {
        return render(author.id(), List.of(row)).stream()
                .findFirst()
                .orElseGet(() ->
                        new Page(author.id(), Map.of(), Map.of(), ViewerFlags.NONE, Set.of())
                                .status(row, author, row.id(), null));
    }

    /**
     * Renders the statuses in the same order, without boosts of deleted statuses.
     *
     * @param viewer null for an anonymous viewer
     */
    public List<Status> render(@Nullable Long viewer, List<StatusRow> rows) {
        return render(viewer, rows, statuses.byIds(StatusRow.boosted(rows)));
    }

    /**
     * Renders the statuses, for a caller that has the boosted statuses already.
     *
     * @param originals by id, the existing ones of {@link StatusRow#boosted}
     */
    public List<Status> render(
            @Nullable Long viewer, List<StatusRow> rows, Map<Long, StatusRow> originals) {
        return render(viewer, rows, originals, null);
    }

    /**
     * Renders the statuses, for a caller that also has the viewer's flags.
     *
     * @param flags null when they are to be looked up
     */
    public List<Status> render(
            @Nullable Long viewer,
            List<StatusRow> rows,
            Map<Long, StatusRow> originals,
            ViewerFlags.@Nullable Flags flags) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<Long> authors = new HashSet<>();
        List<StatusRow> written = new ArrayList<>(rows.size());
        Set<Long> shown = new HashSet<>();
        Set<String> clients = new HashSet<>();
        for (StatusRow row : rows) {
            StatusRow original = row.boostOfId() == null ? row : originals.get(row.boostOfId());
            if (original != null) {
                authors.add(row.accountId());
                authors.add(original.accountId());
                written.add(original);
                shown.add(original.id());
                if (original.clientId() != null) {
                    clients.add(original.clientId());
                }
            }
        }
        Page page =
                new Page(
                        viewer,
                        reachable(authors),
                        applications.byClientIds(clients),
                        viewer == null || flags != null ? flags : viewerFlags.of(viewer, shown),
                        answered.hidden(viewer, written));
        List<Status> rendered = new ArrayList<>(rows.size());
        for (StatusRow row : rows) {
            Status status = page.render(row, originals);
            if (status != null) {
                rendered.add(status);
            }
        }
        return rendered;
    }

    /** Looks up the authors. For authors on an ejected shard, only cached accounts are returned. */
    private Map<Long, Account> reachable(Set<Long> authors) {
        Set<Long> gone = new HashSet<>();
        for (Long author : authors) {
            if (shards.isGone(Ids.slotOf(author))) {
                gone.add(author);
            }
        }
        if (gone.isEmpty()) {
            return accounts.byIds(authors);
        }
        Set<Long> others = new HashSet<>(authors);
        others.removeAll(gone);
        Map<Long, Account> found = new HashMap<>(accounts.remembered(gone));
        found.putAll(accounts.byIds(others));
        return found;
    }

    private record Page(
            @Nullable Long viewer,
            Map<Long, Account> authors,
            Map<String, Application> applications,
            ViewerFlags.@Nullable Flags flags,
            Set<Long> hiddenAnswered) {

        @Nullable Status render(StatusRow row, Map<Long, StatusRow> originals) {
            Account author = authors.get(row.accountId());
            if (author == null) {
                return null;
            }
            if (row.boostOfId() == null) {
                return status(row, author, row.id(), null);
            }
            StatusRow original = originals.get(row.boostOfId());
            Account originalAuthor = original == null ? null : authors.get(original.accountId());
            if (original == null || originalAuthor == null) {
                return null;
            }
            Status reblog = status(original, originalAuthor, original.id(), null);
            return status(row, author, original.id(), reblog);
        }

        /** Renders one status. A boost has the flags of the boosted status. */
        private Status status(
                StatusRow row, Account author, long flagged, @Nullable Status reblog) {
            String base = author.base();
            String id = Ids.format(row.id());
            boolean own = viewer != null && viewer == row.accountId() && reblog == null;
            Content content = row.content();
            ReplyTarget answered = row.replyTo();
            if (answered != null && hiddenAnswered.contains(answered.id())) {
                answered = null;
            }
            return new Status(
                    id,
                    time(row.createdAt()),
                    answered == null ? null : Ids.format(answered.id()),
                    answered == null ? null : Ids.format(answered.accountId()),
                    content.sensitive(),
                    content.spoilerText(),
                    row.visibility(),
                    content.language(),
                    author.uri() + "/statuses/" + id,
                    author.url() + "/" + id,
                    row.counts().replies(),
                    row.counts().boosts(),
                    row.counts().favourites(),
                    null,
                    flags == null ? null : flags.favourited().contains(flagged),
                    flags == null ? null : flags.boosted().contains(flagged),
                    flags == null ? null : false,
                    flags == null ? null : flags.bookmarked().contains(flagged),
                    own ? false : null,
                    StatusHtml.of(content.text(), content.mentions(), base),
                    flags == null ? null : List.of(),
                    reblog,
                    applicationOf(row),
                    author,
                    List.of(),
                    content.mentions().stream().map(mention -> mention(mention, base)).toList(),
                    content.tags().stream().map(tag -> tag(tag, base)).toList(),
                    List.of(),
                    null,
                    null,
                    null);
        }

        /** The application that published the status; null for a boost. */
        private @Nullable Application applicationOf(StatusRow row) {
            return row.isBoost() || row.clientId() == null
                    ? null
                    : applications.get(row.clientId());
        }

        private static StatusMention mention(Mention mention, String base) {
            String name = mention.username();
            return new StatusMention(
                    Ids.format(mention.accountId()), name, base + "/@" + name, name);
        }

        private static StatusTag tag(String name, String base) {
            return new StatusTag(name, Hashtags.address(base, name));
        }
    }
}
