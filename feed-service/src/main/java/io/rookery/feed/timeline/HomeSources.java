package io.rookery.feed.timeline;

import io.rookery.feed.account.Accounts;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The sources of a home timeline: the accounts whose statuses it shows, and the rules that filter
 * them.
 *
 * @param following the account itself and the accounts that it follows, without those that are
 *     hidden permanently: their statuses would only take up the timeline's capacity
 * @param rules all filter rules; marked as incomplete when there are too many
 * @param silent accounts whose boosts are not shown; complete for the followed accounts
 */
record HomeSources(FollowedAuthors following, FilterRules rules, Set<Long> silent) {

    /** Requests the current sources from user-service. */
    static HomeSources of(long account, Accounts accounts) {
        FollowedAuthors following = FollowedAuthors.of(account, accounts);
        FilterRules rules = FilterRules.of(accounts.homeRulesOf(account));
        FilterRules ofFollowed =
                rules.isComplete()
                        ? rules
                        : FilterRules.of(accounts.homeRulesOf(account, following.authors()));
        return new HomeSources(
                following.without(ofFollowed.hiddenForEver()), rules, ofFollowed.bringNoBoosts());
    }

    /** The followed accounts whose boosts are not shown. */
    Collection<Long> withoutBoosts() {
        Set<Long> without = new HashSet<>(following.authors());
        without.retainAll(silent);
        return without;
    }
}
