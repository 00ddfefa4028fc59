package io.rookery.user.follow;

import io.rookery.kit.parameters.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * How somebody is followed; null leaves it as it is, which for a follow that begins is that boosts
 * are shown and nothing is notified.
 *
 * @param reblogs whether the other's boosts are shown at home
 * @param notices whether each of the other's statuses is notified
 */
record GivenOptions(@Nullable Boolean reblogs, @Nullable Boolean notices) {

    static final GivenOptions UNCHANGED = new GivenOptions(null, null);

    static GivenOptions of(Parameters parameters) {
        return new GivenOptions(
                parameters.has("reblogs") ? parameters.flag("reblogs", true) : null,
                parameters.has("notify") ? parameters.flag("notify", false) : null);
    }
}
