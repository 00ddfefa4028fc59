package io.rookery.feed.notification;

import io.rookery.api.paging.FullPage;
import io.rookery.api.paging.Page;
import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.account.Relation;
import io.rookery.feed.account.Relations;
import io.rookery.feed.cache.StatusCache;
import io.rookery.feed.status.Audience;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.api.Status;
import io.rookery.feed.status.api.StatusRenderer;
import io.rookery.shard.id.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Renders notifications for an account. Left out are notifications of a status that is deleted or
 * that the account may no longer see, and of an account that it blocks, that blocks it, or whose
 * notifications it has muted. More are read in their place.
 */
@Component
class NotificationPages {

    private final NotificationStore store;
    private final Accounts accounts;
    private final Relations relations;
    private final StatusCache statuses;
    private final Audience audience;
    private final StatusRenderer renderer;

    NotificationPages(
            NotificationStore store,
            Accounts accounts,
            Relations relations,
            StatusCache statuses,
            Audience audience,
            StatusRenderer renderer) {
        this.store = store;
        this.accounts = accounts;
        this.relations = relations;
        this.statuses = statuses;
        this.audience = audience;
        this.renderer = renderer;
    }

    /** A page of the account's notifications, newest first. */
    FullPage<Notification> page(long account, NotificationFilter filter, Page page) {
        return FullPage.of(
                page,
                part -> store.list(account, filter, part),
                NotificationRow::id,
                rows -> render(account, rows));
    }

    /** How many notifications can be shown, at most the limit of the page. */
    int count(long account, NotificationFilter filter, Page page) {
        return FullPage.of(
                        page,
                        part -> store.list(account, filter, part),
                        NotificationRow::id,
                        rows -> shown(account, rows))
                .shown()
                .size();
    }

    /** Renders those of the notifications that can be shown, in their order. */
    List<Notification> render(long account, List<NotificationRow> rows) {
        List<NotificationRow> told = told(account, rows);
        if (told.isEmpty()) {
            return List.of();
        }
        Map<Long, Account> known =
                accounts.byIds(
                        told.stream()
                                .map(NotificationRow::fromAccountId)
                                .collect(Collectors.toSet()));
        Map<String, Status> rendered = new HashMap<>();
        for (Status status : renderer.render(account, visible(account, told))) {
            rendered.put(status.id(), status);
        }
        List<Notification> shown = new ArrayList<>(told.size());
        for (NotificationRow row : told) {
            Account whose = known.get(row.fromAccountId());
            Status status =
                    row.statusId() == null ? null : rendered.get(Ids.format(row.statusId()));
            if (whose != null && (row.statusId() == null || status != null)) {
                shown.add(notification(row, whose, status));
            }
        }
        return shown;
    }

    private List<NotificationRow> shown(long account, List<NotificationRow> rows) {
        List<NotificationRow> told = told(account, rows);
        Set<Long> visible = new HashSet<>();
        visible(account, told).forEach(status -> visible.add(status.id()));
        return told.stream()
                .filter(row -> row.statusId() == null || visible.contains(row.statusId()))
                .toList();
    }

    /** Without notifications of accounts that the account blocks or mutes, or that block it. */
    private List<NotificationRow> told(long account, List<NotificationRow> rows) {
        Map<Long, Relation> known =
                relations.known(
                        account,
                        rows.stream()
                                .map(NotificationRow::fromAccountId)
                                .collect(Collectors.toSet()));
        return rows.stream()
                .filter(row -> !known.getOrDefault(row.fromAccountId(), Relation.NONE).silences())
                .toList();
    }

    private List<StatusRow> visible(long account, List<NotificationRow> rows) {
        Set<Long> about = new HashSet<>();
        for (NotificationRow row : rows) {
            if (row.statusId() != null) {
                about.add(row.statusId());
            }
        }
        Collection<StatusRow> known = statuses.byIds(about).values();
        return known.stream()
                .filter(audience.sightOfList(account, known, Map.of())::allows)
                .toList();
    }

    private static Notification notification(
            NotificationRow row, Account from, @Nullable Status status) {
        String id = Ids.format(row.id());
        return new Notification(
                id,
                row.type(),
                StatusRenderer.time(Ids.timeOf(row.id())),
                "ungrouped-" + id,
                from,
                status);
    }
}
