package io.rookery.user.relation;

/** The state of a follow. Within one version, a state can only be followed by a later one. */
public enum FollowState {
    /** Waits for the followee's decision. */
    REQUESTED,
    ACCEPTED,
    /** Ended, withdrawn, rejected, or never begun. */
    ENDED;

    static FollowState of(boolean active, boolean requested) {
        return active ? ACCEPTED : requested ? REQUESTED : ENDED;
    }
}
