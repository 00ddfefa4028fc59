package io.rookery.user.relation;

/** How far a follow is. Within one version of it, a state can only be followed by a later one. */
public enum FollowState {
    /** Waits for the followee's word. */
    REQUESTED,
    ACCEPTED,
    /** Ended, withdrawn, rejected, or never begun. */
    ENDED;

    static FollowState of(boolean active, boolean requested) {
        return active ? ACCEPTED : requested ? REQUESTED : ENDED;
    }
}
