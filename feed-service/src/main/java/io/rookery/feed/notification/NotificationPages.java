package io.rookery.feed.notification;

import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.cache.StatusCache;
import io.rookery.feed.status.Audience;
import io.rookery.feed.status.Status;
import io.rookery.feed.status.StatusRenderer;
import io.rookery.feed.status.StatusRow;
import io.rookery.kit.paging.Page;
import io.rookery.shard.id.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Shows notifications. One about a status that was deleted, or that the account may no longer see,
 * is left out and made up for by reading on.
 */
@Component
class NotificationPages {

    private static final int MOST_ROUNDS = 20;

    private final NotificationStore store;
    private final Accounts accounts;
    private final StatusCache statuses;
    private final Audience audience;
    private final StatusRenderer renderer;

    NotificationPages(
            NotificationStore store,
            Accounts accounts,
            StatusCache statuses,
            Audience audience,
            StatusRenderer renderer) {
        this.store = store;
        this.accounts = accounts;
        this.statuses = statuses;
        this.audience = audience;
        this.renderer = renderer;
    }

    /** A page of the account's notifications, newest first. */
    List<Notification> page(long account, NotificationFilter filter, Page page) {
        List<Notification> shown = new ArrayList<>(page.limit());
        Page rest = page;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<NotificationRow> rows = store.list(account, filter, rest);
            shown.addAll(page.isAscending() ? 0 : shown.size(), render(account, rows));
            if (rows.size() < rest.limit() || shown.size() == page.limit()) {
                break;
            }
            int wanted = page.limit() - shown.size();
            rest =
                    page.isAscending()
                            ? new Page(
                                    page.maxId(),
                                    OptionalLong.of(rows.getFirst().id()),
                                    page.sinceId(),
                                    wanted)
                            : new Page(
                                    OptionalLong.of(rows.getLast().id()),
                                    page.minId(),
                                    page.sinceId(),
                                    wanted);
        }
        return shown;
    }

    /** Those of the notifications that can be shown, in their order. */
    List<Notification> render(long account, List<NotificationRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<Long> from = new HashSet<>();
        Set<Long> about = new HashSet<>();
        for (NotificationRow row : rows) {
            from.add(row.fromAccountId());
            if (row.statusId() != null) {
                about.add(row.statusId());
            }
        }
        Map<Long, Account> known = accounts.byIds(from);
        List<StatusRow> visible = audience.visibleTo(account, statuses.byIds(about).values());
        Map<String, Status> rendered = new HashMap<>();
        for (Status status : renderer.render(account, visible)) {
            rendered.put(status.id(), status);
        }
        List<Notification> shown = new ArrayList<>(rows.size());
        for (NotificationRow row : rows) {
            Account whose = known.get(row.fromAccountId());
            Status status =
                    row.statusId() == null ? null : rendered.get(Ids.format(row.statusId()));
            if (whose != null && (row.statusId() == null || status != null)) {
                shown.add(notification(row, whose, status));
            }
        }
        return shown;
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
