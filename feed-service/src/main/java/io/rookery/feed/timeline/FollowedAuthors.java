package io.rookery.feed.timeline;

import io.rookery.feed.account.Accounts;
import io.rookery.feed.account.Accounts.FollowingPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The accounts whose statuses a home timeline shows.
 *
 * @param authors the account itself and all accounts that it follows
 * @param large those of them whose statuses are not fanned out, see {@link LargeAuthors}
 */
record FollowedAuthors(List<Long> authors, List<Long> large) {

    private static final int PAGE = 1000;

    /** Requests the current follows from user-service. */
    static FollowedAuthors of(long account, Accounts accounts) {
        List<Long> authors = new ArrayList<>();
        List<Long> large = new ArrayList<>();
        authors.add(account);
        @Nullable Long after = null;
        do {
            FollowingPage page = accounts.followedBy(account, after, PAGE);
            page.accounts()
                    .forEach(followed -> {
                        authors.add(followed.id());
                        if (followed.large()) {
                            large.add(followed.id());
                        }
                    });
            after = page.next();
        } while (after != null);
        return new FollowedAuthors(List.copyOf(authors), List.copyOf(large));
    }

    /** These authors without the hidden ones. */
    FollowedAuthors without(Set<Long> hidden) {
        return hidden.isEmpty()
                ? this
                : new FollowedAuthors(
                        authors.stream().filter(author -> !hidden.contains(author)).toList(),
                        large.stream().filter(author -> !hidden.contains(author)).toList());
    }

    /** The authors whose statuses are pushed into the account's timeline. */
    List<Long> pushed() {
        if (large.isEmpty()) {
            return authors;
        }
        List<Long> pushed = new ArrayList<>(authors);
        pushed.removeAll(Set.copyOf(large));
        return pushed;
    }
}
