package io.rookery.launcher.postgres;

/** An action of the supervisor, with the sentence that it logs. */
enum PairAction {
    NOTHING("There is nothing to do"),
    START_PRIMARY("The primary is not running; it is started with its existing data"),
    FENCE_PRIMARY("The primary does not answer; it is fenced (killed)"),
    LEAVE_FULL_DISK(
            "The primary's disk is full, and the standby has every commit and free space; the"
                    + " primary is killed, so that the standby takes over"),
    HAND_OVER(
            "A switchover was requested, and the standby has every commit; the primary is killed, so"
                    + " that the standby takes over"),
    PROMOTE_STANDBY("The primary is down; the standby has every commit and is promoted"),
    STOP_WAITING(
            "The standby cannot confirm commits; it is recorded as not promotable, and commits no"
                    + " longer wait for it"),
    FENCE_STANDBY(
            "The standby does not answer, or confirms no commits; it is killed and restarted"),
    RESUME_STANDBY("The standby is not running; it is started with its existing data"),
    REBUILD_STANDBY("There is no usable standby; it is rebuilt as a new copy of the primary"),
    START_WAITING(
            "The standby has caught up; commits wait for it from now on, and it is recorded as"
                    + " promotable");

    private final String sentence;

    PairAction(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
