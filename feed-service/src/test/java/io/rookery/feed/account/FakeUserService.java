package io.rookery.feed.account;

import static java.util.Objects.requireNonNull;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.slot.Slots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** user-service in memory; can be away. Its clock stands still until it is moved. */
public final class FakeUserService implements UserService {

    private final IdGenerator ids = new IdGenerator(InstantSource.system());
    private final Map<Long, AccountAnswer> accounts = new TreeMap<>();
    private final Map<Long, Set<Long>> follows = new ConcurrentHashMap<>();
    private final Map<Long, StatusCountReport> counts = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger applicationCalls = new AtomicInteger();
    private volatile boolean away;
    private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

    /** A new account; its id. */
    public long add(String username) {
        return addIn(Slots.ofUsername(username), username);
    }

    /** A new account in the slot, whatever its name; its id. */
    public synchronized long addIn(int slot, String username) {
        long id = ids.next(slot);
        var entity = JsonNodeFactory.instance.objectNode();
        entity.put("id", Long.toString(id));
        entity.put("username", username);
        entity.put("acct", username);
        entity.put("url", "https://rookery.example/@" + username);
        entity.put("uri", "https://rookery.example/users/" + username);
        accounts.put(id, new AccountAnswer(Long.toString(id), username, false, false, entity));
        return id;
    }

    public synchronized String usernameOf(long id) {
        return requireNonNull(accounts.get(id)).username();
    }

    /** From now on the account has too many followers for its statuses to be fanned out. */
    public synchronized void becomeLarge(long id) {
        accounts.computeIfPresent(
                id,
                (_, one) ->
                        new AccountAnswer(
                                one.id(), one.username(), true, one.locked(), one.entity()));
    }

    private synchronized boolean isLarge(long id) {
        AccountAnswer account = accounts.get(id);
        return account != null && account.large();
    }

    /** A client of this user-service. */
    public Accounts accounts() {
        return new Accounts(this, () -> now);
    }

    public synchronized void remove(long id) {
        accounts.remove(id);
    }

    public void follow(long follower, long followee) {
        follows.computeIfAbsent(follower, _ -> ConcurrentHashMap.newKeySet()).add(followee);
    }

    public void unfollow(long follower, long followee) {
        follows.getOrDefault(follower, Set.of()).remove(followee);
    }

    /** From now on every call fails, or none. */
    public void goAway(boolean away) {
        this.away = away;
    }

    void passTime(Duration time) {
        now = now.plus(time);
    }

    /** A client of this user-service for its applications. */
    Applications applications() {
        return new Applications(this, () -> now);
    }

    /** How often it was asked for applications. */
    int applicationCalls() {
        return applicationCalls.get();
    }

    /** How often it was called for anything else. */
    public int calls() {
        return calls.get();
    }

    /** What it was told of the account's statuses; -1 when nothing. */
    public int statusesCount(long account) {
        StatusCountReport report = counts.get(account);
        return report == null ? -1 : report.count();
    }

    @Override
    public synchronized List<AccountAnswer> accounts(Collection<Long> wanted) {
        answer();
        return wanted.stream().filter(accounts::containsKey).map(accounts::get).toList();
    }

    @Override
    public synchronized List<AccountAnswer> accountsByUsername(Collection<String> usernames) {
        answer();
        return accounts.values().stream()
                .filter(one -> usernames.contains(one.username().toLowerCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public synchronized List<AccountAnswer> search(String q, int limit, boolean resolve) {
        answer();
        return accounts.values().stream()
                .filter(one -> one.username().startsWith(q))
                .limit(limit)
                .toList();
    }

    /** All but those that begin with "gone" exist; the one named "test" has a website. */
    @Override
    public List<ApplicationAnswer> applications(Collection<String> clientIds) {
        applicationCalls.incrementAndGet();
        if (away) {
            throw new IllegalStateException("user-service is away");
        }
        return clientIds.stream()
                .filter(id -> !id.startsWith("gone"))
                .map(id ->
                        new ApplicationAnswer(
                                id, "App " + id, id.equals("test") ? "https://app.example/" : null))
                .toList();
    }

    @Override
    public FollowersAnswer followers(long id, @Nullable Long after, int limit) {
        answer();
        return new FollowersAnswer(
                follows.entrySet().stream()
                        .filter(one -> one.getValue().contains(id))
                        .map(one -> Long.toString(one.getKey()))
                        .toList(),
                null);
    }

    @Override
    public FollowingAnswer following(long id, @Nullable Long after, int limit) {
        answer();
        return new FollowingAnswer(
                follows.getOrDefault(id, Set.of()).stream()
                        .map(one -> new FollowedAnswer(Long.toString(one), isLarge(one)))
                        .toList(),
                null);
    }

    @Override
    public FollowsAnswer follows(long viewer, Collection<Long> ids) {
        answer();
        Set<Long> followed = follows.getOrDefault(viewer, Set.of());
        return new FollowsAnswer(
                ids.stream().filter(followed::contains).map(id -> Long.toString(id)).toList());
    }

    @Override
    public void tellStatusCount(long id, StatusCountReport report) {
        answer();
        counts.merge(
                id,
                report,
                (old, told) ->
                        Long.parseLong(told.version()) > Long.parseLong(old.version())
                                ? told
                                : old);
    }

    private void answer() {
        calls.incrementAndGet();
        if (away) {
            throw new IllegalStateException("user-service is away");
        }
    }
}
