package io.rookery.feed.account;

import java.util.Map;
import java.util.Set;

/**
 * What an account does not want to see in its home timeline, as user-service says it.
 *
 * @param hidden accounts that it has blocked or muted, or that have blocked it, and until when in
 *     milliseconds since 1970; {@link Long#MAX_VALUE} for ever
 * @param withoutBoosts followed accounts whose boosts are not wanted
 * @param languages languages that are wanted of followed accounts
 * @param isTruncated whether there are more than are named here
 */
public record HomeRules(
        Map<Long, Long> hidden,
        Set<Long> withoutBoosts,
        Map<Long, Set<String>> languages,
        boolean isTruncated) {}
