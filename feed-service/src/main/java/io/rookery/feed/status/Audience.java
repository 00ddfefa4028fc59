package io.rookery.feed.status;

import io.rookery.feed.account.Accounts;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may see which status: the one place that decides it. A boost is judged by its own visibility,
 * which is never wider than that of the boosted status.
 */
@Component
public class Audience {

    private final Accounts accounts;

    public Audience(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What can be said without knowing whom the viewer follows. */
    enum Verdict {
        VISIBLE,
        HIDDEN,
        TO_FOLLOWERS
    }

    static Verdict judge(@Nullable Long viewer, StatusRow row) {
        if (row.visibility().isForEverybody()) {
            return Verdict.VISIBLE;
        }
        if (viewer == null) {
            return Verdict.HIDDEN;
        }
        if (viewer == row.accountId() || row.mentions(viewer)) {
            return Verdict.VISIBLE;
        }
        return row.visibility() == Visibility.PRIVATE ? Verdict.TO_FOLLOWERS : Verdict.HIDDEN;
    }

    /** Whether the viewer, null for somebody who is not signed in, may see the status. */
    public boolean includes(@Nullable Long viewer, StatusRow row) {
        return !visibleTo(viewer, List.of(row)).isEmpty();
    }

    /** Whether the viewer is one of the account's followers. */
    boolean isFollower(long viewer, long account) {
        return accounts.followedBy(viewer, List.of(account)).contains(account);
    }

    /** Those that the viewer may see, in their order. Asks user-service only about private ones. */
    public List<StatusRow> visibleTo(@Nullable Long viewer, Collection<StatusRow> rows) {
        Set<Long> unsure = new HashSet<>();
        for (StatusRow row : rows) {
            if (judge(viewer, row) == Verdict.TO_FOLLOWERS) {
                unsure.add(row.accountId());
            }
        }
        Set<Long> followed =
                viewer == null || unsure.isEmpty() ? Set.of() : accounts.followedBy(viewer, unsure);
        return rows.stream().filter(row -> isVisible(viewer, row, followed)).toList();
    }

    /**
     * Those that a viewer who follows all their authors may see, in their order: for a home
     * timeline, which holds nothing else.
     */
    public static List<StatusRow> visibleToFollower(long viewer, Collection<StatusRow> rows) {
        return rows.stream().filter(row -> judge(viewer, row) != Verdict.HIDDEN).toList();
    }

    private static boolean isVisible(@Nullable Long viewer, StatusRow row, Set<Long> followed) {
        return switch (judge(viewer, row)) {
            case VISIBLE -> true;
            case HIDDEN -> false;
            case TO_FOLLOWERS -> followed.contains(row.accountId());
        };
    }
}
