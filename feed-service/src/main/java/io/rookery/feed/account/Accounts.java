package io.rookery.feed.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rookery.feed.account.UserService.AccountAnswer;
import io.rookery.feed.account.UserService.StatusCountReport;
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
 * The accounts, by way of user-service. What it said stays good for {@link #FRESH}, and up to
 * {@link #USABLE} while it does not answer, so that the feed stays readable. What somebody has
 * changed is shown at once; figures, such as how many follow, are as old as that. Failures of
 * user-service come through as its client throws them.
 */
@Component
public class Accounts {

    static final Duration FRESH = Duration.ofSeconds(5);
    static final Duration USABLE = Duration.ofMinutes(10);

    /** How long a caller waits for news of what is known, and then nobody asks again. */
    static final Duration LONGEST_REFRESH = Duration.ofSeconds(1);

    private static final int REMEMBERED = 10_000;
    private static final Logger log = LoggerFactory.getLogger(Accounts.class);

    private final UserService users;
    private final AccountNews changes;
    private final InstantSource clock;
    private final Cache<Long, KnownAccount> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** The least versions of those that have changed lately. */
    private final Cache<Long, Long> leastVersions =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(USABLE).build();

    /** Until then any of them may have changed unnoticed. */
    private volatile long outdatedUntil = -1;

    /** Usernames, in lower case, never change hands. */
    private final Cache<String, Long> ids = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    Accounts(UserService users, AccountNews changes, InstantSource clock) {
        this.users = users;
        this.changes = changes;
        this.clock = clock;
    }

    public Optional<Account> byId(long id) {
        return Optional.ofNullable(byIds(List.of(id)).get(id));
    }

    /**
     * The account as user-service has it at this moment, whatever is known of it.
     *
     * @throws ApiException 404 when there is none any more
     */
    public Account now(long id) {
        return Optional.ofNullable(now(Set.of(id)).get(id)).orElseThrow(ApiException::notFound);
    }

    /** The same for those of the accounts that exist. */
    public Map<Long, Account> now(Set<Long> wanted) {
        Map<Long, Account> found = HashMap.newHashMap(wanted.size());
        ask(wanted, found);
        return found;
    }

    /** Those that exist, as none of them was shown anew elsewhere before. */
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

    /** Those that are remembered here, without asking anybody. */
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

    /** By username in lower case; those that exist. */
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
     * Those that the viewer finds, without whom they block and who block them.
     *
     * @param offset how many of the best are left out
     * @param viewer null for somebody who is not signed in
     * @param following only those whom the viewer follows
     */
    public List<Account> search(
            String query,
            int limit,
            int offset,
            boolean resolve,
            @Nullable Long viewer,
            boolean following) {
        boolean onlyFollowed = following && viewer != null;
        long asked = clock.millis();
        return users.search(query, limit, offset, resolve, viewer, onlyFollowed).stream()
                .map(answer -> remember(answer, asked))
                .toList();
    }

    /**
     * A page of the account's followers, ascending by id.
     *
     * @param after what the page before gave as next; null for the first one
     */
    public FollowersPage followersOf(long account, @Nullable Long after, int limit) {
        return page(users.followers(account, after, limit, false));
    }

    /** The same for those only who want a notification of each status. */
    public FollowersPage notifyingFollowersOf(long account, @Nullable Long after, int limit) {
        return page(users.followers(account, after, limit, true));
    }

    private static FollowersPage page(UserService.FollowersAnswer answer) {
        return new FollowersPage(
                numbers(answer.ids()),
                answer.notifying() == null ? List.of() : numbers(answer.notifying()),
                nullable(answer.next()));
    }

    private static List<Long> numbers(List<String> ids) {
        return ids.stream().map(Long::valueOf).toList();
    }

    /**
     * A page of those whom the account follows.
     *
     * @param after what the page before gave as next; null for the first one
     */
    public FollowingPage followedBy(long account, @Nullable Long after, int limit) {
        UserService.FollowingAnswer answer = users.following(account, after, limit);
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

    /** The same of some accounts only, however many rules there are. */
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

    /** What is known will do, so this neither takes long nor fails. */
    private void askAgain(Set<Long> stale, Map<Long, Account> found) {
        try {
            Deadline.run(LONGEST_REFRESH, () -> ask(stale, found));
        } catch (RuntimeException e) {
            log.debug("user-service does not answer; known accounts are shown as they were", e);
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
                        Objects.requireNonNullElse(answer.posting(), PostingDefaults.USUAL),
                        answer.entity().toString(),
                        answer.entity().path("url").asString(""),
                        answer.entity().path("uri").asString(""));
        ids.put(answer.username().toLowerCase(Locale.ROOT), id);
        return keep(account, Objects.requireNonNullElse(answer.version(), 0L), asked);
    }

    /** Whether it has changed since; it is shown only while user-service does not answer. */
    private boolean isOutdated(long id, KnownAccount entry) {
        Long least = leastVersions.getIfPresent(id);
        return entry.atMillis() <= outdatedUntil || (least != null && entry.version() < least);
    }

    /**
     * The newer one of an answer and of what is known. An answer that was older than the last
     * change when it came is not kept.
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

    private final AccountNews.Reader news =
            new AccountNews.Reader() {
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
        for (int from = 0; from < distinct.size(); from += UserService.MAX_IDS) {
            int to = Math.min(from + UserService.MAX_IDS, distinct.size());
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
     * @param notifying those of them who want a notification of each status
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
