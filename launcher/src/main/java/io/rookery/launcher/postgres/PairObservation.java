package io.rookery.launcher.postgres;

/**
 * The state of a pair as the supervisor observes it at one moment.
 *
 * @param primary state of the recorded primary
 * @param standby state of the other node
 * @param standbyPromotable whether the record says that the standby has every acknowledged commit
 * @param synchronousCommit whether the primary's commits wait for the standby, or may do so
 * @param standbyResumable whether the standby's data can be used without a fresh copy
 * @param primaryMayRestart whether the primary's restart budget allows another restart
 * @param standbyMayRestart whether the standby's restart budget allows another restart, and its
 *     back-off is over
 * @param standbyFull whether the standby's disk is full
 */
record PairObservation(
        Primary primary,
        Standby standby,
        boolean standbyPromotable,
        boolean synchronousCommit,
        boolean standbyResumable,
        boolean primaryMayRestart,
        boolean standbyMayRestart,
        boolean standbyFull) {

    enum Primary {
        /** It runs and answers, or is about to. */
        ANSWERING,
        /** It runs and answers, and its disk is full. */
        FULL,
        /** It runs and answers, and a switchover to the other node was requested. */
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
        /** It runs and answers, but confirms nothing of what the primary writes. */
        STALLED,
        /** It runs, and was verified to apply what the primary writes. */
        FOLLOWING
    }
}
