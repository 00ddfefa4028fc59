package io.rookery.feed.status.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Looks up which statuses an account has interacted with. */
@Component
public class Interactions {

    private final ViewerFlags flags;

    Interactions(ViewerFlags flags) {
        this.flags = flags;
    }

    /** Returns those of the statuses that the account has favourited, boosted or bookmarked. */
    public Set<Long> of(long account, Collection<Long> statusIds) {
        ViewerFlags.Flags found = flags.of(account, statusIds);
        Set<Long> all = new HashSet<>(found.favourited());
        all.addAll(found.boosted());
        all.addAll(found.bookmarked());
        return all;
    }
}
