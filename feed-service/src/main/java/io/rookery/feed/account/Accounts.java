package io.rookery.feed.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rookery.internal.AccountsApi;
import io.rookery.internal.AccountsApi.AccountAnswer;
import io.rookery.internal.AccountsApi.StatusCountReport;
import io.rookery.internal.FollowsApi.FollowersAnswer;
import io.rookery.internal.FollowsApi.FollowingAnswer;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.error.ApiException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A cache of the accounts of user-service. An answer stays fresh for {@link #FRESH}. While
 * user-service does not answer, it is used for up to {@link #USABLE}, so that the feed stays
 * readable. A change that an owner makes to an account is shown immediately; counters, such as the
 * number of followers, may be as old as these durations. Failures of user-service are passed on as
 * its client throws them.
 */
@Component
public class Accounts {

    static final Duration FRESH = Duration.ofSeconds(5);
    static final Duration USABLE = Duration.ofMinutes(10);

    /**
     * Timeout for the refresh of cached accounts. For an account that is merely no longer fresh, at
     * most one caller starts a refresh within this time.
     */
    static final Duration LONGEST_REFRESH = Duration.ofSeconds(1);

    private static final int REMEMBERED = 10_000;
    private static final Logger log = LoggerFactory.getLogger(Accounts.class);

    private final UserService users;
    private final AccountUpdates changes;
    private final InstantSource clock;
    private final Cache<Long, KnownAccount> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** The minimum current version of each account that has changed recently. */
    private final Cache<Long, Long> leastVersions =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(USABLE).build();

    /**
     * Accounts requested up to this time, in milliseconds since 1970, count as outdated: their
     * changes may have been missed.
     */
    private volatile long outdatedUntil = -1;

    /** Account ids by username in lower case. A username never moves to another account. */
    private final Cache<String, Long> ids = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    Accounts(UserService users, AccountUpdates changes, InstantSource clock) {
        this.users = users;
        this.changes = changes;
        this.clock = clock;
    }

    public Optional<Account> byId(long id) {
        return Optional.ofNullable(byIds(List.of(id)).get(id));
    }

    /**
     * Reads the account from user-service, whatever the cache holds.
     *
     * @throws ApiException 404 when it does not exist any more
     */
    public Account now(long id) {
        return Optional.ofNullable(now(Set.of(id)).get(id)).orElseThrow(ApiException::notFound);
    }

    /**
     * Reads accounts from user-service, whatever the cache holds; those that do not exist are left
     * out.
     */
    public Map<Long, Account> now(Set<Long> wanted) {
        Map<Long, Account> found = HashMap.newHashMap(wanted.size());
        ask(wanted, found);
        return found;
    }

    /**
     * Returns those of the accounts that exist. Reads the recent changes first, so that, while
     * Redis and user-service answer, no account is older than another instance has already shown
     * it.
     */
    public Map<Long, Account> byIds(Collection<Long> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        changes.catchUp(news);
        Map<Long, Account> found = HashMap.newHashMap(wanted.size());
        Set<Long> missing = new HashSet<>();
        Set<Long> stale = new HashSet<>();
        Set<Long> aging = new HashSet<>();
        long now = clock.millis();
        for (Long id : wanted) {
            KnownAccount entry = known.getIfPresent(id);
            if (entry == null || entry.isUnusable(now)) {
                missing.add(id);
            } else {
                found.put(id, entry.account());
                if (isOutdated(id, entry) || entry.isToBeAskedFor(now)) {
                    stale.add(id);
                } else if (entry.isAging(now)) {
                    aging.add(id);
                }
            }
        }
        if (!missing.isEmpty()) {
            missing.addAll(stale);
            missing.addAll(aging);
            ask(missing, found);
        } else if (!stale.isEmpty()) {
            stale.addAll(aging);
            askAgain(stale, found);
        }
        return found;
    }

    /** The accounts that are cached on this instance; does not call user-service. */
    public Map<Long, Account> remembered(Collection<Long> wanted) {
        Map<Long, Account> found = HashMap.newHashMap(wanted.size());
        long now = clock.millis();
        for (Long id : wanted) {
            KnownAccount entry = known.getIfPresent(id);
            if (entry != null && !entry.isUnusable(now)) {
                found.put(id, entry.account());
            }
        }
        return found;
    }

    /** The accounts that exist, by username in lower case. */
    public Map<String, Account> byUsernames(Collection<String> usernames) {
        Map<String, Long> idOf = HashMap.newHashMap(usernames.size());
        List<String> toAsk = new ArrayList<>();
        for (String username : usernames) {
            String name = username.toLowerCase(Locale.ROOT);
            Long id = ids.getIfPresent(name);
            if (id == null) {
                toAsk.add(name);
            } else {
                idOf.put(name, id);
            }
        }
        Map<String, Account> found = HashMap.newHashMap(usernames.size());
        Map<Long, Account> byId = byIds(idOf.values());
        idOf.forEach((name, id) -> {
            Account account = byId.get(id);
            if (account != null) {
                found.put(name, account);
            }
        });
        if (!toAsk.isEmpty()) {
            long asked = clock.millis();
            for (AccountAnswer answer : users.accountsByUsername(toAsk)) {
                Account account = remember(answer, asked);
                found.put(account.username().toLowerCase(Locale.ROOT), account);
            }
        }
        return found;
    }

    /**
     * Searches for accounts. Accounts that the viewer blocks or that block the viewer are left out.
     *
     * @param offset how many of the best matches are skipped
     * @param viewer null when not signed in
     * @param following only accounts that the viewer follows
     */
    public List<Account> search(
            String query, int limit, int offset, @Nullable Long viewer, boolean following) {
        boolean onlyFollowed = following && viewer != null;
        long asked = clock.millis();
        return users.search(query, limit, offset, viewer, onlyFollowed).stream()
                .map(answer -> remember(answer, asked))
                .toList();
    }

    /**
     * A page of the account's followers, ascending by id.
     *
     * @param after {@code next} of the previous page; null for the first one
     */
    public FollowersPage followersOf(long account, @Nullable Long after, int limit) {
        return page(users.followers(account, after, limit, false));
    }

    /** The same, only for followers who want a notification of each status. */
    public FollowersPage notifyingFollowersOf(long account, @Nullable Long after, int limit) {
        return page(users.followers(account, after, limit, true));
    }

    private static FollowersPage page(FollowersAnswer answer) {
        return new FollowersPage(
                numbers(answer.ids()),
                answer.notifying() == null ? List.of() : numbers(answer.notifying()),
                nullable(answer.next()));
    }

    private static List<Long> numbers(List<String> ids) {
        return ids.stream().map(Long::valueOf).toList();
    }

    /**
     * A page of the accounts that the account follows.
     *
     * @param after {@code next} of the previous page; null for the first one
     */
    public FollowingPage followedBy(long account, @Nullable Long after, int limit) {
        FollowingAnswer answer = users.following(account, after, limit);
        return new FollowingPage(
                answer.accounts().stream()
                        .map(one -> new Followed(Long.parseLong(one.id()), one.large()))
                        .toList(),
                nullable(answer.next()));
    }

    /** What the account does not want to see in its home timeline. */
    public HomeRules homeRulesOf(long account) {
        return HomeRules.of(List.of(users.rules(account, List.of())));
    }

    /**
     * The same, only for rules about the given accounts. Never truncated by the number of rules.
     */
    public HomeRules homeRulesOf(long account, Collection<Long> about) {
        return HomeRules.of(
                chunks(about).stream().map(some -> users.rules(account, some)).toList());
    }

    void tellStatusCount(long account, StatusCountReport report) {
        users.tellStatusCount(account, report);
    }

    private void ask(Set<Long> toAsk, Map<Long, Account> found) {
        for (List<Long> some : chunks(toAsk)) {
            Set<Long> unknown = new HashSet<>(some);
            long asked = clock.millis();
            for (AccountAnswer answer : users.accounts(some)) {
                Account account = remember(answer, asked);
                unknown.remove(account.id());
                found.put(account.id(), account);
            }
            unknown.forEach(found::remove);
            known.invalidateAll(unknown);
        }
    }

    /**
     * Refreshes cached accounts. Takes at most {@link #LONGEST_REFRESH} and does not fail: the
     * caller has the cached accounts.
     */
    private void askAgain(Set<Long> stale, Map<Long, Account> found) {
        try {
            Deadline.run(LONGEST_REFRESH, () -> ask(stale, found));
        } catch (RuntimeException e) {
            log.debug("user-service does not answer; cached accounts are shown", e);
        }
    }

    private Account remember(AccountAnswer answer, long asked) {
        long id = Long.parseLong(answer.id());
        Account account =
                new Account(
                        id,
                        answer.username(),
                        answer.large(),
                        answer.locked(),
                        !Boolean.FALSE.equals(answer.indexable()),
                        PostingDefaults.of(answer.posting()),
                        answer.entity().toString(),
                        answer.entity().path("url").asString(""),
                        answer.entity().path("uri").asString(""));
        ids.put(answer.username().toLowerCase(Locale.ROOT), id);
        return keep(account, Objects.requireNonNullElse(answer.version(), 0L), asked);
    }

    /**
     * Whether the account has changed since; it is then shown only while user-service does not
     * answer.
     */
    private boolean isOutdated(long id, KnownAccount entry) {
        Long least = leastVersions.getIfPresent(id);
        return entry.atMillis() <= outdatedUntil || (least != null && entry.version() < least);
    }

    /**
     * Caches an answer and returns the newer one of it and the cached account. An answer that is
     * older than the last known change is not cached.
     */
    private Account keep(Account account, long version, long asked) {
        KnownAccount answered = new KnownAccount(account, version, asked);
        Long least = leastVersions.getIfPresent(account.id());
        if (least != null && version < least) {
            KnownAccount before = known.getIfPresent(account.id());
            return before == null ? account : newer(before, answered).account();
        }
        return Objects.requireNonNull(known.asMap().merge(account.id(), answered, Accounts::newer))
                .account();
    }

    private static KnownAccount newer(KnownAccount before, KnownAccount now) {
        return now.version() < before.version() ? before : now;
    }

    private final AccountUpdates.Reader news =
            new AccountUpdates.Reader() {
                @Override
                public void changed(long account, long version) {
                    leastVersions.asMap().merge(account, version, Math::max);
                }

                @Override
                public void anyMayHaveChanged() {
                    outdatedUntil = clock.millis();
                }
            };

    static List<List<Long>> chunks(Collection<Long> all) {
        List<Long> distinct = all.stream().distinct().toList();
        List<List<Long>> chunks = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += AccountsApi.MAX_ACCOUNTS) {
            int to = Math.min(from + AccountsApi.MAX_ACCOUNTS, distinct.size());
            chunks.add(distinct.subList(from, to));
        }
        return chunks;
    }

    private static @Nullable Long nullable(@Nullable String id) {
        return id == null ? null : Long.valueOf(id);
    }

    /**
     * Followers, ascending by id.
     *
     * @param notifying the followers among them who want a notification of each status
     * @param next where the next page begins; null on the last one
     */
    public record FollowersPage(List<Long> ids, List<Long> notifying, @Nullable Long next) {

        public static final FollowersPage EMPTY = new FollowersPage(List.of(), List.of(), null);
    }

    /**
     * Followed accounts, ascending by id.
     *
     * @param next where the next page begins; null on the last one
     */
    public record FollowingPage(List<Followed> accounts, @Nullable Long next) {}

    /**
     * One followed account.
     *
     * @param large as {@link Account#large()}
     */
    public record Followed(long id, boolean large) {}
}
