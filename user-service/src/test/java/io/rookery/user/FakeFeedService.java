package io.rookery.user;

import io.rookery.internal.FeedNewsApi.AccountNotice;
import io.rookery.internal.FeedNewsApi.FollowNotice;
import io.rookery.internal.FeedNewsApi.RelationNotice;
import io.rookery.user.feed.FeedClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Fake feed-service that records the notices that it receives. */
final class FakeFeedService implements FeedClient {

    private final List<FollowNotice> follows = new CopyOnWriteArrayList<>();
    private final List<RelationNotice> relations = new CopyOnWriteArrayList<>();
    private final List<AccountNotice> accounts = new CopyOnWriteArrayList<>();

    @Override
    public void followChanged(FollowNotice notice) {
        follows.add(notice);
    }

    @Override
    public void relationChanged(RelationNotice notice) {
        relations.add(notice);
    }

    @Override
    public void accountChanged(AccountNotice notice) {
        accounts.add(notice);
    }

    /** Returns the versions of the account that were reported. */
    List<String> versionsOf(String account) {
        return accounts.stream()
                .filter(notice -> notice.accountId().equals(account))
                .map(AccountNotice::version)
                .toList();
    }

    /** Returns the accounts whose home timelines must be rebuilt because of a follow. */
    List<String> invalidated() {
        return follows.stream().map(FollowNotice::followerId).toList();
    }

    /** Returns the notifications of follows, as {@code recipient<from}. */
    List<String> notified() {
        return notified("follow");
    }

    /** Returns the notifications of follow requests, as {@code recipient<from}. */
    List<String> notifiedOfRequests() {
        return notified("follow_request");
    }

    /** Returns the reported states of the follow, in the order of the reports. */
    List<String> statesOf(String follower, String followee) {
        return follows.stream()
                .filter(notice ->
                        notice.followerId().equals(follower)
                                && notice.followeeId().equals(followee))
                .map(FollowNotice::state)
                .toList();
    }

    /** Returns the reported changes of other relations, as {@code account kind other}. */
    List<String> relations() {
        return relations.stream()
                .map(notice -> notice.accountId() + " " + notice.kind() + " " + notice.otherId())
                .toList();
    }

    private List<String> notified(String type) {
        return follows.stream()
                .filter(notice -> notice.notificationId() != null && type.equals(notice.type()))
                .map(notice -> notice.followeeId() + "<" + notice.followerId())
                .toList();
    }
}
