package io.rookery.feed.timeline;

import io.rookery.feed.account.Accounts;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Whose statuses a home timeline shows, and what of them it does not.
 *
 * @param following the account itself and those whom it follows, but for those who are hidden for
 *     good: what they write would only take the place of what is shown
 * @param rules all of them, unless there are too many
 * @param silent those whose boosts bring nothing; complete for the ones that are followed
 */
record HomeSources(Following following, Rules rules, Set<Long> silent) {

    /** As user-service has it now. */
    static HomeSources of(long account, Accounts accounts) {
        Following following = Following.of(account, accounts);
        Rules rules = Rules.of(accounts.homeRulesOf(account));
        Rules ofFollowed =
                rules.isComplete()
                        ? rules
                        : Rules.of(accounts.homeRulesOf(account, following.authors()));
        return new HomeSources(
                following.without(ofFollowed.hiddenForEver()), rules, ofFollowed.bringNoBoosts());
    }

    /** Of those whose boosts bring nothing, the ones that are followed. */
    Collection<Long> withoutBoosts() {
        Set<Long> without = new HashSet<>(following.authors());
        without.retainAll(silent);
        return without;
    }
}
