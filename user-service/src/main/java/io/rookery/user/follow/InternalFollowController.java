package io.rookery.user.follow;

import io.rookery.internal.FollowsApi;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.id.Ids;
import io.rookery.user.follow.FollowLists.Direction;
import io.rookery.user.follow.FollowLists.Listed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** The internal API for follows, for feed-service. */
@AllowedPeers(Peer.FEED_SERVICE)
@RestController
final class InternalFollowController implements FollowsApi {

    private final FollowLists lists;

    InternalFollowController(FollowLists lists) {
        this.lists = lists;
    }

    @Override
    public FollowersAnswer followers(long id, @Nullable Long after, int limit, boolean notifying) {
        int most = Math.clamp(limit, 1, MAX_PAGE);
        Direction direction = notifying ? Direction.NOTIFYING_FOLLOWERS : Direction.FOLLOWERS;
        List<Listed> followers = lists.ascending(direction, id, start(after), most);
        return new FollowersAnswer(
                followers.stream().map(InternalFollowController::idOf).toList(),
                followers.stream()
                        .filter(follower -> follower.options().notices())
                        .map(InternalFollowController::idOf)
                        .toList(),
                next(followers, most));
    }

    @Override
    public FollowingAnswer following(long id, @Nullable Long after, int limit) {
        int most = Math.clamp(limit, 1, MAX_PAGE);
        List<Listed> followees = lists.ascending(Direction.FOLLOWING, id, start(after), most);
        Set<Long> large =
                new HashSet<>(lists.largeAmong(followees.stream().map(Listed::accountId).toList()));
        return new FollowingAnswer(
                followees.stream()
                        .map(followee ->
                                new FollowedAnswer(
                                        idOf(followee), large.contains(followee.accountId())))
                        .toList(),
                next(followees, most));
    }

    private static @Nullable String next(List<Listed> listed, int limit) {
        return listed.size() < limit ? null : idOf(listed.getLast());
    }

    private static String idOf(Listed listed) {
        return Ids.format(listed.accountId());
    }

    private static long start(@Nullable Long after) {
        return after == null ? 0 : after;
    }
}
