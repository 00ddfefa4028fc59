package io.rookery.feed.account;

/**
 * How one account stands to another, as user-service has it at this moment.
 *
 * @param following a follow that is accepted and that neither side has ended
 * @param blockedBy whether the other one blocks the account
 * @param mutingNotifications whether what the other one does is not notified either
 */
public record Relation(
        boolean following,
        boolean blocking,
        boolean blockedBy,
        boolean muting,
        boolean mutingNotifications) {

    /** Nothing to do with each other. */
    public static final Relation NONE = new Relation(false, false, false, false, false);

    /** As long as it cannot be found out, nothing of the other one is shown. */
    public static final Relation UNKNOWN = new Relation(false, true, true, true, true);

    /** Whether lists leave out what the other one does. */
    public boolean hides() {
        return blocking || blockedBy || muting;
    }

    /** Whether the account is not told of what the other one does. */
    public boolean silences() {
        return blocking || blockedBy || mutingNotifications;
    }
}
