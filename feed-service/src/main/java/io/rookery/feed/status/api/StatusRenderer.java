package io.rookery.feed.status.api;

import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.account.Applications;
import io.rookery.feed.status.Audience;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.ReachableShards;
import io.rookery.feed.status.store.Statuses;
import io.rookery.feed.status.store.ViewerFlags;
import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        Set<String> clients = row.clientId() == null ? Set.of() : Set.of(row.clientId());
        return StatusAssembly.of(row.accountId(), applications.byClientIds(clients))
                .entity(row, author);
    }

    /** Renders a deleted status for its author, even a boost whose original is deleted too. */
    RemovedStatus renderRemoved(StatusRow row, Account author) {
        Status status =
                render(author.id(), List.of(row)).stream()
                        .findFirst()
                        .orElseGet(
                                () -> StatusAssembly.of(author.id(), Map.of()).entity(row, author));
        return new RemovedStatus(status, row.content().text());
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
        Needs needs = Needs.of(rows, originals);
        StatusAssembly assembly =
                new StatusAssembly(
                        viewer,
                        reachable(needs.authors),
                        applications.byClientIds(needs.clients),
                        viewer == null || flags != null
                                ? flags
                                : viewerFlags.of(viewer, needs.shown),
                        answered.hidden(viewer, needs.written));
        List<Status> rendered = new ArrayList<>(rows.size());
        for (StatusRow row : rows) {
            Status status = assembly.entity(row, originals);
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

    /**
     * What has to be looked up for a page.
     *
     * @param written the statuses whose text is shown: the boosted ones instead of their boosts
     * @param shown their ids
     */
    private record Needs(
            Set<Long> authors, Set<String> clients, List<StatusRow> written, Set<Long> shown) {

        static Needs of(List<StatusRow> rows, Map<Long, StatusRow> originals) {
            Needs needs =
                    new Needs(
                            new HashSet<>(),
                            new HashSet<>(),
                            new ArrayList<>(rows.size()),
                            new HashSet<>());
            for (StatusRow row : rows) {
                StatusRow original = row.boostOfId() == null ? row : originals.get(row.boostOfId());
                if (original != null) {
                    needs.add(row, original);
                }
            }
            return needs;
        }

        private void add(StatusRow row, StatusRow original) {
            authors.add(row.accountId());
            authors.add(original.accountId());
            written.add(original);
            shown.add(original.id());
            if (original.clientId() != null) {
                clients.add(original.clientId());
            }
        }
    }
}
