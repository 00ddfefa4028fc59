package io.rookery.user.follow;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;
import io.rookery.user.follow.FollowLists.Direction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Follows for the other services. */
@RestController
@RequestMapping("/internal/accounts/{id}")
final class InternalFollowController {

    private static final int MAX_LIMIT = 1000;

    private final FollowLists lists;

    InternalFollowController(FollowLists lists) {
        this.lists = lists;
    }

    /**
     * Some followers, in ascending order.
     *
     * @param next after which to go on; null at the end
     */
    record Followers(List<String> ids, @Nullable String next) {}

    /**
     * Some followees, in ascending order.
     *
     * @param next after which to go on; null at the end
     */
    record Following(List<Followee> accounts, @Nullable String next) {}

    record Followee(String id, boolean large) {}

    record Followed(List<String> ids) {}

    @GetMapping("/followers")
    Followers followers(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "" + MAX_LIMIT) int limit) {
        int most = Math.clamp(limit, 1, MAX_LIMIT);
        List<Long> ids = lists.ascending(Direction.FOLLOWERS, id(id), start(after), most);
        return new Followers(ids.stream().map(Ids::format).toList(), next(ids, most));
    }

    @GetMapping("/following")
    Following following(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "" + MAX_LIMIT) int limit) {
        int most = Math.clamp(limit, 1, MAX_LIMIT);
        List<Long> ids = lists.ascending(Direction.FOLLOWING, id(id), start(after), most);
        Set<Long> large = new HashSet<>(lists.largeAmong(ids));
        return new Following(
                ids.stream()
                        .map(other -> new Followee(Ids.format(other), large.contains(other)))
                        .toList(),
                next(ids, most));
    }

    @GetMapping("/follows")
    Followed followedAmong(
            @PathVariable String id,
            @RequestParam(name = "id", defaultValue = "") List<String> ids) {
        if (ids.size() > MAX_LIMIT) {
            throw ApiException.unprocessable("At most " + MAX_LIMIT + " accounts at a time");
        }
        List<Long> wanted = ids.stream().map(InternalFollowController::id).toList();
        return new Followed(lists.followedAmong(id(id), wanted).stream().map(Ids::format).toList());
    }

    private static @Nullable String next(List<Long> ids, int limit) {
        return ids.size() < limit ? null : Ids.format(ids.getLast());
    }

    private static long start(String after) {
        return after.isEmpty() ? 0 : id(after);
    }

    private static long id(String text) {
        return Ids.parse(text)
                .orElseThrow(() -> ApiException.unprocessable("Not an identifier: " + text));
    }
}
