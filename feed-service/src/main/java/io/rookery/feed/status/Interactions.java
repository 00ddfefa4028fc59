package io.rookery.feed.status;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** With which statuses an account has had to do. */
@Component
public class Interactions {

    private final ViewerFlags flags;

    Interactions(ViewerFlags flags) {
        this.flags = flags;
    }

    /** Those of the statuses that the account has favoured, boosted or bookmarked. */
    public Set<Long> of(long account, Collection<Long> statusIds) {
        ViewerFlags.Flags found = flags.of(account, statusIds);
        Set<Long> all = new HashSet<>(found.favourited());
        all.addAll(found.boosted());
        all.addAll(found.bookmarked());
        return all;
    }
}
