package io.rookery.feed.account;

import io.rookery.internal.RelationsApi.RelationAnswer;

/**
 * The relation of one account to another, as user-service has it at this moment.
 *
 * @param following whether it follows the other one: the follow is accepted and neither side has
 *     ended it
 * @param blockedBy whether the other one blocks the account
 * @param mutingNotifications whether the mute also suppresses notifications from the other one
 */
public record Relation(
        boolean following,
        boolean blocking,
        boolean blockedBy,
        boolean muting,
        boolean mutingNotifications) {

    /** No relation. */
    public static final Relation NONE = new Relation(false, false, false, false, false);

    /**
     * Stands in for a relation that cannot be read at present: nothing of the other account is
     * shown.
     */
    public static final Relation UNKNOWN = new Relation(false, true, true, true, true);

    static Relation of(RelationAnswer answer) {
        return new Relation(
                answer.following(),
                answer.blocking(),
                answer.blockedBy(),
                answer.muting(),
                answer.mutingNotifications());
    }

    /** Whether lists omit what the other account does. */
    public boolean hides() {
        return blocking || blockedBy || muting;
    }

    /** Whether the account gets no notifications of what the other account does. */
    public boolean silences() {
        return blocking || blockedBy || mutingNotifications;
    }
}
