package io.rookery.feed.account;

import static java.util.Objects.requireNonNull;

import io.rookery.internal.AccountsApi.Posting;
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

/**
 * An in-memory user-service that can be made unavailable. Its clock stands still until it is moved.
 */
public final class FakeUserService implements UserService {

    private static final int MOST_FOUND = 80;

    private static final RulesAnswer NO_RULES =
            new RulesAnswer(List.of(), List.of(), Map.of(), null);

    private final IdGenerator ids = new IdGenerator(InstantSource.system());
    private final Map<Long, AccountAnswer> accounts = new TreeMap<>();
    private final RelationEdges follows = new RelationEdges();
    private final RelationEdges notified = new RelationEdges();
    private final RelationEdges blocks = new RelationEdges();
    private final RelationEdges mutes = new RelationEdges();
    private final RelationEdges mutedNotifications = new RelationEdges();
    private final RelationEdges unheard = new RelationEdges();
    private final Map<Long, RulesAnswer> rules = new ConcurrentHashMap<>();
    private final Map<Long, StatusCountReport> counts = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger applicationCalls = new AtomicInteger();
    private volatile boolean unavailable;
    private volatile boolean unavailableAfterWrites;
    private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

    public long add(String username) {
        return addIn(Slots.ofUsername(username), username);
    }

    /** Adds an account in the slot, whatever its name, and returns its id. */
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
                        posting(PostingDefaults.USUAL),
                        0L,
                        entity));
        return id;
    }

    public synchronized String usernameOf(long id) {
        return requireNonNull(accounts.get(id)).username();
    }

    /** Gives the account too many followers for its statuses to be fanned out. */
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

    /** A client of this user-service that receives changes. */
    Accounts accounts(AccountUpdates news) {
        return new Accounts(this, news, () -> now);
    }

    /** Gives the account this name and this version. */
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

    /** Makes the follower want a notification of each status. */
    public void notifyOf(long follower, long followee) {
        follow(follower, followee);
        notified.add(followee, follower);
    }

    /** Blocks, and ends the follows between the two as the real service does. */
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

    /** Hides the account's statuses from the search of others. */
    public void hideFromSearch(long id) {
        change(id, one -> with(one, one.large(), false, one.posting()));
    }

    /** Sets the account's defaults for what a new status does not state itself. */
    public void setPosting(long id, PostingDefaults posting) {
        change(id, one -> with(one, one.large(), one.indexable(), posting(posting)));
    }

    private static Posting posting(PostingDefaults of) {
        return new Posting(of.privacy(), of.sensitive(), of.language(), of.locale());
    }

    private synchronized void change(long id, UnaryOperator<AccountAnswer> change) {
        accounts.computeIfPresent(id, (_, one) -> change.apply(one));
    }

    private static AccountAnswer with(
            AccountAnswer one,
            boolean large,
            @Nullable Boolean indexable,
            @Nullable Posting posting) {
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

    /**
     * Unfollows, but the followee's side has not yet learned of it and still lists the follower.
     */
    public void unfollowUnheard(long follower, long followee) {
        unheard.add(followee, follower);
        unfollow(follower, followee);
    }

    /** Makes every call fail, or none. */
    public void setUnavailable(boolean unavailable) {
        this.unavailable = unavailable;
    }

    /** Makes the calls of requests that have written something fail, or none. */
    public void setUnavailableAfterWrites(boolean unavailable) {
        this.unavailableAfterWrites = unavailable;
    }

    void passTime(Duration time) {
        now = now.plus(time);
    }

    /** A client of this user-service for its applications. */
    Applications applications() {
        return new Applications(this, () -> now);
    }

    /** The number of calls for applications. */
    int applicationCalls() {
        return applicationCalls.get();
    }

    /** The number of other calls. */
    public int calls() {
        return calls.get();
    }

    /** The reported number of the account's statuses; -1 when none was reported. */
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
            String q, int limit, int offset, @Nullable Long viewer, boolean following) {
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
        if (unavailable) {
            throw new UnavailableException("user-service is unavailable", null);
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
    public RelationsAnswer relations(long viewer, @Nullable Collection<Long> ids) {
        answer();
        return new RelationsAnswer(
                requireNonNull(ids).stream()
                        .map(id -> relation(viewer, id))
                        .filter(one -> !Relation.of(one).equals(Relation.NONE))
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
    public RulesAnswer rules(long viewer, @Nullable Collection<Long> ids) {
        answer();
        RulesAnswer all = rules.getOrDefault(viewer, NO_RULES);
        return ids == null || ids.isEmpty() ? toldAtOnce(all) : about(texts(Set.copyOf(ids)), all);
    }

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
        if (unavailable || (unavailableAfterWrites && CommittedWrites.any())) {
            throw new UnavailableException("user-service is unavailable", null);
        }
    }
}
