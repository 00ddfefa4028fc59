package io.rookery.launcher.postgres;

/** An action of the supervisor, with the sentence that it logs. */
enum PairAction {
    NOTHING("Nothing is to be done"),
    START_PRIMARY("The primary does not run; it is started on its own data"),
    FENCE_PRIMARY("The primary does not answer; it is killed, so that it cannot come back"),
    LEAVE_FULL_DISK(
            "The primary's disk is full, and the standby, which has every commit, has room; the"
                    + " primary is killed, so that the standby takes over"),
    HAND_OVER(
            "The standby, which has every commit, is wanted as primary; the primary is killed, so that"
                    + " it takes over"),
    PROMOTE_STANDBY("The primary is dead; the standby, which has every commit, is promoted"),
    STOP_WAITING(
            "The standby cannot confirm commits; it is recorded as not promotable, and commits no"
                    + " longer wait for it"),
    FENCE_STANDBY(
            "The standby does not answer, or confirms nothing; it is killed to be started anew"),
    RESUME_STANDBY("The standby does not run; it is started on its own data"),
    REBUILD_STANDBY("There is no usable standby; it is made from a fresh copy of the primary"),
    START_WAITING(
            "The standby follows; commits wait for it from now on, and it is recorded as"
                    + " promotable");

    private final String sentence;

    PairAction(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
