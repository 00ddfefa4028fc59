package io.rookery.launcher.postgres;

import static io.rookery.launcher.postgres.PairAction.FENCE_PRIMARY;
import static io.rookery.launcher.postgres.PairAction.FENCE_STANDBY;
import static io.rookery.launcher.postgres.PairAction.HAND_OVER;
import static io.rookery.launcher.postgres.PairAction.LEAVE_FULL_DISK;
import static io.rookery.launcher.postgres.PairAction.NOTHING;
import static io.rookery.launcher.postgres.PairAction.PROMOTE_STANDBY;
import static io.rookery.launcher.postgres.PairAction.REBUILD_STANDBY;
import static io.rookery.launcher.postgres.PairAction.RESUME_STANDBY;
import static io.rookery.launcher.postgres.PairAction.START_PRIMARY;
import static io.rookery.launcher.postgres.PairAction.START_WAITING;
import static io.rookery.launcher.postgres.PairAction.STOP_WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.postgres.PairObservation.Primary;
import io.rookery.launcher.postgres.PairObservation.Standby;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairPlannerTest {
    /** A pair in which commits wait for the standby, and the record says so. */
    private static PairObservation synchronous(Primary primary, Standby standby) {
        return new PairObservation(primary, standby, true, true, true, true, true, false);
    }

    /** A pair in which commits do not wait for the standby, and the record says so. */
    private static PairObservation asynchronous(Primary primary, Standby standby) {
        return new PairObservation(primary, standby, false, false, true, true, true, false);
    }

    @Test
    void leavesAWholePairAlone() {
        assertThat(PairPlanner.next(synchronous(Primary.ANSWERING, Standby.FOLLOWING)))
                .isEqualTo(NOTHING);
    }

    @Test
    void promotesAStandbyThatHasEveryCommit() {
        assertThat(PairPlanner.next(synchronous(Primary.DEAD, Standby.FOLLOWING)))
                .isEqualTo(PROMOTE_STANDBY);
    }

    @ParameterizedTest
    @EnumSource(Standby.class)
    void neverPromotesAStandbyThatMayLackCommits(Standby standby) {
        assertThat(PairPlanner.next(asynchronous(Primary.DEAD, standby))).isEqualTo(START_PRIMARY);
    }

    @ParameterizedTest
    @EnumSource(Standby.class)
    void killsASilentPrimaryBeforeAnythingElse(Standby standby) {
        assertThat(PairPlanner.next(synchronous(Primary.SILENT, standby))).isEqualTo(FENCE_PRIMARY);
        assertThat(PairPlanner.next(asynchronous(Primary.SILENT, standby)))
                .isEqualTo(FENCE_PRIMARY);
    }

    @Test
    void leavesAFullDiskForAStandbyThatHasEveryCommitAndRoom() {
        assertThat(PairPlanner.next(synchronous(Primary.FULL, Standby.FOLLOWING)))
                .isEqualTo(LEAVE_FULL_DISK);
        assertThat(PairPlanner.next(withFullStandby(Primary.FULL))).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @EnumSource(Standby.class)
    void staysOnAFullDiskAsLongAsTheStandbyMayLackCommits(Standby standby) {
        assertThat(PairPlanner.next(asynchronous(Primary.FULL, standby)))
                .isEqualTo(PairPlanner.next(asynchronous(Primary.ANSWERING, standby)));
    }

    @Test
    void handsOverToAStandbyThatHasEveryCommitAndRoom() {
        assertThat(PairPlanner.next(synchronous(Primary.UNWANTED, Standby.FOLLOWING)))
                .isEqualTo(HAND_OVER);
        assertThat(PairPlanner.next(withFullStandby(Primary.UNWANTED))).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @EnumSource(Standby.class)
    void handsOverToNobodyThatMayLackCommits(Standby standby) {
        assertThat(PairPlanner.next(asynchronous(Primary.UNWANTED, standby)))
                .isEqualTo(PairPlanner.next(asynchronous(Primary.ANSWERING, standby)));
    }

    @Test
    void ratherStartsThePrimaryAgainThanPromoteAStandbyWhoseDiskIsFull() {
        assertThat(PairPlanner.next(withFullStandby(Primary.DEAD))).isEqualTo(START_PRIMARY);
    }

    private static PairObservation withFullStandby(Primary primary) {
        return new PairObservation(primary, Standby.FOLLOWING, true, true, true, true, true, true);
    }

    @Test
    void startsThePrimaryAgainWhenTheStandbyIsNoHelp() {
        assertThat(PairPlanner.next(synchronous(Primary.DEAD, Standby.DEAD)))
                .isEqualTo(START_PRIMARY);
        assertThat(PairPlanner.next(synchronous(Primary.DEAD, Standby.SILENT)))
                .isEqualTo(START_PRIMARY);
        assertThat(PairPlanner.next(synchronous(Primary.DEAD, Standby.PREPARING)))
                .isEqualTo(START_PRIMARY);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEAD", "SILENT", "STALLED", "NONE"})
    void recordsALostStandbyBeforeItMendsIt(Standby lost) {
        assertThat(PairPlanner.next(synchronous(Primary.ANSWERING, lost))).isEqualTo(STOP_WAITING);
    }

    @Test
    void mendsALostStandbyOnceCommitsDoNotWaitForIt() {
        assertThat(PairPlanner.next(asynchronous(Primary.ANSWERING, Standby.SILENT)))
                .isEqualTo(FENCE_STANDBY);
        assertThat(PairPlanner.next(asynchronous(Primary.ANSWERING, Standby.STALLED)))
                .isEqualTo(FENCE_STANDBY);
        assertThat(PairPlanner.next(asynchronous(Primary.ANSWERING, Standby.DEAD)))
                .isEqualTo(RESUME_STANDBY);
        assertThat(
                        PairPlanner.next(
                                new PairObservation(
                                        Primary.ANSWERING,
                                        Standby.DEAD,
                                        false,
                                        false,
                                        false,
                                        true,
                                        true,
                                        false)))
                .isEqualTo(REBUILD_STANDBY);
    }

    @Test
    void waitsForTheStandbyAgainOnceItFollows() {
        assertThat(PairPlanner.next(asynchronous(Primary.ANSWERING, Standby.FOLLOWING)))
                .isEqualTo(START_WAITING);
    }

    @Test
    void waitsForTheStandbyAgainAfterAStartInWhichTheRecordCountsOnIt() {
        assertThat(
                        PairPlanner.next(
                                new PairObservation(
                                        Primary.ANSWERING,
                                        Standby.FOLLOWING,
                                        true,
                                        false,
                                        true,
                                        true,
                                        true,
                                        false)))
                .isEqualTo(START_WAITING);
    }

    @Test
    void restartsNothingBeyondTheBudgets() {
        assertThat(
                        PairPlanner.next(
                                new PairObservation(
                                        Primary.DEAD,
                                        Standby.DEAD,
                                        false,
                                        false,
                                        true,
                                        false,
                                        false,
                                        false)))
                .isEqualTo(NOTHING);
        assertThat(
                        PairPlanner.next(
                                new PairObservation(
                                        Primary.ANSWERING,
                                        Standby.DEAD,
                                        false,
                                        false,
                                        true,
                                        true,
                                        false,
                                        false)))
                .isEqualTo(NOTHING);
    }
}
