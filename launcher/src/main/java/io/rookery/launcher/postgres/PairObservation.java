package io.rookery.launcher.postgres;

/**
 * What the supervisor sees of a pair at one moment.
 *
 * @param primary how the recorded primary is
 * @param standby how the other node is
 * @param standbyPromotable whether the record says that the standby has every acknowledged commit
 * @param commitsWait whether the primary's commits wait for the standby, or may do so
 * @param standbyResumable whether the standby's data can go on without a fresh copy
 * @param primaryMayRestart whether the primary's restart budget allows another one
 * @param standbyMayRestart whether the standby's restart budget allows another one, and it is time
 *     for it
 * @param standbyFull whether the standby's disk has no room left
 */
record PairObservation(
        Primary primary,
        Standby standby,
        boolean standbyPromotable,
        boolean commitsWait,
        boolean standbyResumable,
        boolean primaryMayRestart,
        boolean standbyMayRestart,
        boolean standbyFull) {

    enum Primary {
        /** It runs and answers, or is about to. */
        ANSWERING,
        /** It runs and answers, and its disk has no room left. */
        FULL,
        /** It runs and answers, and the other node is wanted in its place. */
        UNWANTED,
        /** It runs but has not answered two questions in a row. */
        SILENT,
        DEAD
    }

    enum Standby {
        /** The pair is a single node. */
        NONE,
        DEAD,
        /** It is being copied, started or verified. */
        PREPARING,
        /** It runs but has not answered two questions in a row. */
        SILENT,
        /** It runs and answers, and confirms nothing of what the primary writes. */
        STALLED,
        /** It was seen to apply what the primary writes, and runs. */
        FOLLOWING
    }
}
