package io.rookery.user.follow;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.shard.id.Ids;
import io.rookery.user.follow.FollowLists.Direction;
import io.rookery.user.follow.FollowLists.Listed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The internal API for follows, for feed-service. */
@AllowedPeers(Peer.FEED_SERVICE)
@RestController
@RequestMapping("/internal/accounts/{id}")
final class InternalFollowController {

    private static final int MAX_LIMIT = 1000;

    private final FollowLists lists;

    InternalFollowController(FollowLists lists) {
        this.lists = lists;
    }

    /**
     * A page of followers, in ascending order.
     *
     * @param noticed the followers among them who want a notification of each status
     * @param next the id after which the next page begins; null at the end
     */
    record Followers(
            List<String> ids,
            @JsonProperty("notify") List<String> noticed,
            @Nullable String next) {}

    /**
     * A page of followees, in ascending order.
     *
     * @param next the id after which the next page begins; null at the end
     */
    record Following(List<Followee> accounts, @Nullable String next) {}

    /**
     * A followed account.
     *
     * @param languages the languages whose statuses are shown; null for all
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Followee(
            String id, boolean large, boolean showReblogs, @Nullable List<String> languages) {}

    /**
     * A page of accepted followers.
     *
     * @param notifying whether only followers who want a notification of each status are listed
     */
    @GetMapping("/followers")
    Followers followers(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "" + MAX_LIMIT) int limit,
            @RequestParam(defaultValue = "false") boolean notifying) {
        int most = Math.clamp(limit, 1, MAX_LIMIT);
        Direction direction = notifying ? Direction.NOTIFYING_FOLLOWERS : Direction.FOLLOWERS;
        List<Listed> followers = lists.ascending(direction, id(id), start(after), most);
        return new Followers(
                followers.stream().map(InternalFollowController::idOf).toList(),
                followers.stream()
                        .filter(follower -> follower.options().notices())
                        .map(InternalFollowController::idOf)
                        .toList(),
                next(followers, most));
    }

    @GetMapping("/following")
    Following following(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "" + MAX_LIMIT) int limit) {
        int most = Math.clamp(limit, 1, MAX_LIMIT);
        List<Listed> followees = lists.ascending(Direction.FOLLOWING, id(id), start(after), most);
        Set<Long> large =
                new HashSet<>(lists.largeAmong(followees.stream().map(Listed::accountId).toList()));
        return new Following(
                followees.stream()
                        .map(followee ->
                                new Followee(
                                        idOf(followee),
                                        large.contains(followee.accountId()),
                                        followee.options().reblogs(),
                                        followee.options().languages()))
                        .toList(),
                next(followees, most));
    }

    private static @Nullable String next(List<Listed> listed, int limit) {
        return listed.size() < limit ? null : idOf(listed.getLast());
    }

    private static String idOf(Listed listed) {
        return Ids.format(listed.accountId());
    }

    private static long start(String after) {
        return after.isEmpty() ? 0 : id(after);
    }

    private static long id(String text) {
        return Ids.parse(text)
                .orElseThrow(() -> ApiException.unprocessable("Not an identifier: " + text));
    }
}
