package io.rookery.acceptance.workload;

import io.rookery.acceptance.workload.RequestLedger.Post;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The latest acknowledged posts, to which other people reply, or which they favour or delete.
 * Thread-safe.
 */
final class Recent {

    private static final int KEPT = 200;
    private static final int KEPT_OF_AN_AUTHOR = 10;

    private final List<Post> all = new ArrayList<>();
    private final Map<Integer, List<Long>> byAuthor = new HashMap<>();

    synchronized void add(Post post) {
        all.add(post);
        if (all.size() > KEPT) {
            all.removeFirst();
        }
        List<Long> own = byAuthor.computeIfAbsent(post.author(), _ -> new ArrayList<>());
        own.add(post.id());
        if (own.size() > KEPT_OF_AN_AUTHOR) {
            own.removeFirst();
        }
    }

    synchronized Optional<Post> any(Random choice) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(choice.nextInt(all.size())));
    }

    /** Returns a post of the author and removes it, so that only one caller gets it. */
    synchronized Optional<Post> takeOneOf(int author) {
        Optional<Post> found = all.stream().filter(post -> post.author() == author).findFirst();
        found.ifPresent(all::remove);
        return found;
    }

    synchronized List<Long> newestOf(int author) {
        return List.copyOf(byAuthor.getOrDefault(author, List.of()));
    }

    /** The latest post of the author that is for followers only; empty if there is none. */
    synchronized Optional<Post> newestPrivateOf(int author) {
        return all.stream()
                .filter(post -> post.author() == author && post.isPrivate())
                .reduce((_, later) -> later);
    }
}
