package io.rookery.launcher.postgres;

/**
 * Decides the next action for a pair. Two rules protect acknowledged commits. A standby is promoted
 * only if the record says that it has all of them. Before commits stop waiting for the standby, the
 * record is changed to say that it does not have them.
 */
final class PairPlanner {
    private PairPlanner() {}

    static PairAction next(PairObservation pair) {
        return switch (pair.primary()) {
            case SILENT -> PairAction.FENCE_PRIMARY;
            case DEAD -> withoutPrimary(pair);
            case FULL -> mayHandOver(pair) ? PairAction.LEAVE_FULL_DISK : withPrimary(pair);
            case UNWANTED -> mayHandOver(pair) ? PairAction.HAND_OVER : withPrimary(pair);
            case ANSWERING -> withPrimary(pair);
        };
    }

    private static PairAction withoutPrimary(PairObservation pair) {
        // Promoted on a full disk, it would die, and the old primary could no longer help.
        if (isStandbyReady(pair) && !(pair.standbyFull() && pair.primaryMayRestart())) {
            return PairAction.PROMOTE_STANDBY;
        }
        return pair.primaryMayRestart() ? PairAction.START_PRIMARY : PairAction.NOTHING;
    }

    private static PairAction withPrimary(PairObservation pair) {
        return switch (pair.standby()) {
            case PREPARING -> PairAction.NOTHING;
            case FOLLOWING ->
                    pair.standbyPromotable() && pair.synchronousCommit()
                            ? PairAction.NOTHING
                            : PairAction.START_WAITING;
            case NONE -> isRelied(pair) ? PairAction.STOP_WAITING : PairAction.NOTHING;
            case SILENT, STALLED ->
                    isRelied(pair) ? PairAction.STOP_WAITING : PairAction.FENCE_STANDBY;
            case DEAD -> isRelied(pair) ? PairAction.STOP_WAITING : withoutStandby(pair);
        };
    }

    private static PairAction withoutStandby(PairObservation pair) {
        if (!pair.standbyMayRestart()) {
            return PairAction.NOTHING;
        }
        return pair.standbyResumable() ? PairAction.RESUME_STANDBY : PairAction.REBUILD_STANDBY;
    }

    /** Whether the standby has every commit and can replace the primary. */
    static boolean mayHandOver(PairObservation pair) {
        return isStandbyReady(pair) && pair.synchronousCommit() && !pair.standbyFull();
    }

    private static boolean isStandbyReady(PairObservation pair) {
        return pair.standbyPromotable() && pair.standby() == PairObservation.Standby.FOLLOWING;
    }

    private static boolean isRelied(PairObservation pair) {
        return pair.standbyPromotable() || pair.synchronousCommit();
    }
}
