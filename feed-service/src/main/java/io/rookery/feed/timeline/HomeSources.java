package io.rookery.feed.timeline;

import io.rookery.feed.account.Accounts;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Whose statuses a home timeline shows, and what of them it does not.
 *
 * @param following the account itself and those whom it follows
 * @param rules all of them
 */
record HomeSources(Following following, Rules rules) {

    /** As user-service has it now. */
    static HomeSources of(long account, Accounts accounts) {
        return new HomeSources(
                Following.of(account, accounts), Rules.of(accounts.homeRulesOf(account)));
    }

    /** Of those whose boosts bring nothing, the ones that are followed. */
    Collection<Long> withoutBoosts() {
        Set<Long> without = new HashSet<>(following.authors());
        without.retainAll(rules.bringNoBoosts());
        return without;
    }
}
