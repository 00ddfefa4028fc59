package io.rookery.feed.account;

import static java.util.Objects.requireNonNull;

import io.rookery.kit.error.UnavailableException;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.CommittedWrites;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** user-service in memory; can be away. Its clock stands still until it is moved. */
public final class FakeUserService implements UserService {

    /** As many as the real one gives at most. */
    private static final int MOST_FOUND = 80;

    private static final RulesAnswer NO_RULES =
            new RulesAnswer(List.of(), List.of(), Map.of(), null);

    private final IdGenerator ids = new IdGenerator(InstantSource.system());
    private final Map<Long, AccountAnswer> accounts = new TreeMap<>();
    private final Edges follows = new Edges();
    private final Edges notified = new Edges();
    private final Edges blocks = new Edges();
    private final Edges mutes = new Edges();
    private final Edges mutedNotifications = new Edges();
    private final Edges unheard = new Edges();
    private final Map<Long, RulesAnswer> rules = new ConcurrentHashMap<>();
    private final Map<Long, StatusCountReport> counts = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger applicationCalls = new AtomicInteger();
    private volatile boolean away;
    private volatile boolean awayAfterWrites;
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
        accounts.put(
                id,
                new AccountAnswer(
                        Long.toString(id),
                        username,
                        false,
                        false,
                        true,
                        PostingDefaults.USUAL,
                        0L,
                        entity));
        return id;
    }

    public synchronized String usernameOf(long id) {
        return requireNonNull(accounts.get(id)).username();
    }

    /** From now on the account has too many followers for its statuses to be fanned out. */
    public void becomeLarge(long id) {
        change(id, one -> with(one, true, one.indexable(), one.posting()));
    }

    private synchronized boolean isLarge(long id) {
        return accounts.containsKey(id) && requireNonNull(accounts.get(id)).large();
    }

    /** Another client of this user-service. */
    public Relations relations() {
        return new Relations(this, _ -> false);
    }

    /** A client of this user-service that hears of changes. */
    Accounts accounts(AccountNews news) {
        return new Accounts(this, news, () -> now);
    }

    /** From now on the account has this name and this version. */
    public void rename(long id, String displayName, long version) {
        change(
                id,
                one -> {
                    var entity = one.entity().deepCopy();
                    ((ObjectNode) entity).put("display_name", displayName);
                    return new AccountAnswer(
                            one.id(),
                            one.username(),
                            one.large(),
                            one.locked(),
                            one.indexable(),
                            one.posting(),
                            version,
                            entity);
                });
    }

    public synchronized void remove(long id) {
        accounts.remove(id);
    }

    public void follow(long follower, long followee) {
        follows.add(follower, followee);
    }

    public void unfollow(long follower, long followee) {
        follows.remove(follower, followee);
        notified.remove(followee, follower);
    }

    /** From now on the follower wants a notification of each status. */
    public void notifyOf(long follower, long followee) {
        follow(follower, followee);
        notified.add(followee, follower);
    }

    /** Ends their follows, as the real one does. */
    public void block(long blocker, long blocked) {
        unfollow(blocker, blocked);
        unfollow(blocked, blocker);
        blocks.add(blocker, blocked);
    }

    public void unblock(long blocker, long blocked) {
        blocks.remove(blocker, blocked);
    }

    public void mute(long muter, long muted, boolean withNotifications) {
        mutes.add(muter, muted);
        if (withNotifications) {
            mutedNotifications.add(muter, muted);
        }
    }

    /** From now on the account's statuses are not to be found by others. */
    public void hideFromSearch(long id) {
        change(id, one -> with(one, one.large(), false, one.posting()));
    }

    /** What the account's statuses are like that do not say it themselves. */
    public void setPosting(long id, PostingDefaults posting) {
        change(id, one -> with(one, one.large(), one.indexable(), posting));
    }

    private synchronized void change(long id, UnaryOperator<AccountAnswer> change) {
        accounts.computeIfPresent(id, (_, one) -> change.apply(one));
    }

    private static AccountAnswer with(
            AccountAnswer one,
            boolean large,
            @Nullable Boolean indexable,
            @Nullable PostingDefaults posting) {
        return new AccountAnswer(
                one.id(),
                one.username(),
                large,
                one.locked(),
                indexable,
                posting,
                one.version(),
                one.entity());
    }

    /** The same, before the followee's side has heard of it: there the follower is still listed. */
    public void unfollowUnheard(long follower, long followee) {
        unheard.add(followee, follower);
        unfollow(follower, followee);
    }

    /** From now on every call fails, or none. */
    public void goAway(boolean away) {
        this.away = away;
    }

    /** From now on calls fail of requests that have written something, or none. */
    public void goAwayAfterWrites(boolean away) {
        this.awayAfterWrites = away;
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
    public synchronized List<AccountAnswer> search(
            String q,
            int limit,
            int offset,
            boolean resolve,
            @Nullable Long viewer,
            boolean following) {
        answer();
        return accounts.values().stream()
                .filter(one -> one.username().startsWith(q))
                .filter(one -> viewer == null || isFound(viewer, one, following))
                .skip(offset)
                .limit(Math.min(limit, MOST_FOUND))
                .toList();
    }

    private boolean isFound(long viewer, AccountAnswer account, boolean following) {
        long id = Long.parseLong(account.id());
        return !blocks.has(viewer, id)
                && !blocks.has(id, viewer)
                && (!following || follows.has(viewer, id));
    }

    /** All but those that begin with "gone" exist; the one named "test" has a website. */
    @Override
    public List<ApplicationAnswer> applications(Collection<String> clientIds) {
        applicationCalls.incrementAndGet();
        if (away) {
            throw new UnavailableException("user-service is away", null);
        }
        return clientIds.stream()
                .filter(id -> !id.startsWith("gone"))
                .map(id ->
                        new ApplicationAnswer(
                                id, "App " + id, id.equals("test") ? "https://app.example/" : null))
                .toList();
    }

    @Override
    public FollowersAnswer followers(long id, @Nullable Long after, int limit, boolean notifying) {
        answer();
        Set<Long> wanting = notified.of(id);
        List<Long> rest =
                (notifying ? wanting : followersOf(id))
                        .stream().filter(one -> after == null || one > after).sorted().toList();
        List<Long> page = rest.subList(0, Math.min(limit, rest.size()));
        return new FollowersAnswer(
                texts(page),
                texts(page.stream().filter(wanting::contains).toList()),
                page.size() < limit ? null : Long.toString(page.getLast()));
    }

    private Set<Long> followersOf(long id) {
        Set<Long> followers = new TreeSet<>(follows.to(id));
        followers.addAll(unheard.of(id));
        return followers;
    }

    private static List<String> texts(Collection<Long> ids) {
        return ids.stream().map(id -> Long.toString(id)).toList();
    }

    @Override
    public FollowingAnswer following(long id, @Nullable Long after, int limit) {
        answer();
        return new FollowingAnswer(
                follows.of(id).stream()
                        .map(one -> new FollowedAnswer(Long.toString(one), isLarge(one)))
                        .toList(),
                null);
    }

    @Override
    public RelationsAnswer relations(long viewer, Collection<Long> ids) {
        answer();
        return new RelationsAnswer(
                ids.stream()
                        .map(id -> relation(viewer, id))
                        .filter(one -> !one.relation().equals(Relation.NONE))
                        .toList());
    }

    private RelationAnswer relation(long viewer, long other) {
        return new RelationAnswer(
                Long.toString(other),
                follows.has(viewer, other),
                blocks.has(viewer, other),
                blocks.has(other, viewer),
                mutes.has(viewer, other),
                mutedNotifications.has(viewer, other));
    }

    @Override
    public RulesAnswer rules(long viewer, Collection<Long> ids) {
        answer();
        RulesAnswer all = rules.getOrDefault(viewer, NO_RULES);
        return ids.isEmpty() ? toldAtOnce(all) : about(texts(Set.copyOf(ids)), all);
    }

    /** Of too many nothing at all. */
    private static RulesAnswer toldAtOnce(RulesAnswer all) {
        return Boolean.TRUE.equals(all.truncated())
                ? new RulesAnswer(List.of(), List.of(), Map.of(), true)
                : all;
    }

    private static RulesAnswer about(List<String> ids, RulesAnswer all) {
        Map<String, List<String>> languages = new TreeMap<>(all.languages());
        languages.keySet().retainAll(ids);
        return new RulesAnswer(
                all.hidden().stream().filter(one -> ids.contains(one.id())).toList(),
                all.noReblogs().stream().filter(ids::contains).toList(),
                languages,
                false);
    }

    /** From now on the account wants to see that. */
    public void setRules(long account, HomeRules wanted) {
        List<HiddenAnswer> hidden = new ArrayList<>();
        wanted.hidden()
                .forEach((id, until) ->
                        hidden.add(
                                new HiddenAnswer(
                                        Long.toString(id),
                                        until == Long.MAX_VALUE ? null : until)));
        Map<String, List<String>> languages = new TreeMap<>();
        wanted.languages()
                .forEach((id, some) -> languages.put(Long.toString(id), List.copyOf(some)));
        rules.put(
                account,
                new RulesAnswer(
                        hidden,
                        wanted.withoutBoosts().stream().map(id -> Long.toString(id)).toList(),
                        languages,
                        wanted.isTruncated()));
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
        if (away || (awayAfterWrites && CommittedWrites.any())) {
            throw new UnavailableException("user-service is away", null);
        }
    }
}
