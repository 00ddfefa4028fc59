package io.rookery.storage.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.ResourcePressure;
import io.rookery.storage.monitoring.probe.Role;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the symptoms of components that answer. */
class SymptomsTest {

    private final Platform platform = new Platform(Platform.detector());

    @BeforeEach
    void allIsWellAtFirst() {
        platform.rounds(3);
        assertThat(platform.incidents()).isEmpty();
    }

    @Test
    void slowAnswersRunningAreAnIncidentUntilTheyAreQuickAgain() {
        platform.takes(Platform.REDIS, Duration.ofMillis(400));
        platform.rounds(4);
        assertThat(platform.incidents()).isEmpty();
        platform.round();
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.SLOW);
        platform.takes(Platform.REDIS, Duration.ofMillis(4));
        platform.rounds(5);
        assertThat(platform.only().isOpen()).isFalse();
    }

    @Test
    void slownessGivesWayToTheReasonWhyNoAnswerComes() {
        platform.takes(Platform.REDIS, Duration.ofMillis(400));
        platform.rounds(5);
        platform.isSilent(Platform.REDIS);
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.FROZEN);
        assertThat(platform.only().evidence())
                .startsWith("Its answers take longer than 300 ms.", "Then it stopped answering.");
    }

    @Test
    void aWriteThatFindsNoSpaceIsAFullDisk() {
        platform.say(
                Platform.PRIMARY,
                ComponentReport.of(Role.PRIMARY, true)
                        .under(
                                new ResourcePressure(
                                        Duration.ZERO,
                                        "could not extend file",
                                        0,
                                        0,
                                        0,
                                        Map.of())));
        platform.round();
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.DISK_FULL);
        assertThat(platform.only().evidence())
                .contains("A write failed for lack of disk space: could not extend file.");
        platform.refuses(Platform.PRIMARY);
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.DISK_FULL);
    }

    @Test
    void aPrimaryOfRedisThatGoesOnRefusingWritesIsAnIncidentUntilItTakesThem() {
        for (long refused = 0; refused < 4; refused++) {
            platform.say(Platform.REDIS, refusing(refused));
            platform.round();
        }
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.WRITES_REFUSED);

        platform.rounds(3);
        assertThat(platform.only().isOpen()).isFalse();
    }

    private static ComponentReport refusing(long refused) {
        return ComponentReport.of(Role.PRIMARY, true)
                .under(
                        new ResourcePressure(
                                Duration.ZERO, null, 0, 0, 0, Map.of(), refused, null, null, null));
    }

    @Test
    void anInstanceThatDoesNotBelieveWhoAsksIsAnIncident() {
        platform.say(Platform.FEED, untold(Duration.ZERO));
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.UNTOLD);
    }

    @Test
    void anInstanceThatDoesNotBelieveWhoAsksHasAnotherTimeIfItSaysSo() {
        platform.say(Platform.FEED, untold(Duration.ofMinutes(20)));
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.CLOCK);
    }

    private static ComponentReport untold(Duration skew) {
        return ComponentReport.of(Role.MEMBER, true)
                .under(
                        new ResourcePressure(
                                skew, null, 0, 0, 0, Map.of(), 0, null, null, "It said 401."));
    }

    @Test
    void aFullHeapIsAnIncidentAndTheRootOfTheCrashThatFollows() {
        platform.say(
                Platform.FEED,
                ComponentReport.of(Role.MEMBER, true)
                        .under(new ResourcePressure(Duration.ZERO, null, 0.97, 0, 0, Map.of())));
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.MEMORY);
        platform.refuses(Platform.FEED);
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.MEMORY);
        assertThat(platform.only().evidence()).contains("Then it stopped answering.");
    }

    @Test
    void aCrashRightAfterTheHeapWasNearlyFullIsForWantOfMemory() {
        platform.say(Platform.FEED, member(0.85, 0));
        platform.round();
        platform.refuses(Platform.FEED);
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.MEMORY);
        platform.say(Platform.FEED, member(0.3, 0));
        platform.rounds(3);
        assertThat(platform.only().isOpen()).isFalse();
        assertThat(platform.only().times().repaired()).isAfter(platform.only().times().detected());
    }

    @Test
    void oneThatDidLittleButCollectBeforeItHungHadNoMemoryThoughSomeHeardFromIt() {
        platform.say(Platform.FEED, member(0.6, 1000));
        platform.round();
        platform.say(Platform.FEED, member(0.6, 1700));
        platform.round();
        platform.isSilent(Platform.FEED);
        platform.round();
        platform.hears(Platform.GATEWAY, "h:31");
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.MEMORY);
    }

    @Test
    void aCrashAfterAHeapThatIsHalfFullIsACrash() {
        platform.say(Platform.FEED, member(0.5, 1000));
        platform.round();
        platform.say(Platform.FEED, member(0.5, 1100));
        platform.round();
        platform.refuses(Platform.FEED);
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.CRASHED);
    }

    @Test
    void oneThatRanOutOfMemoryAndIsBackBeforeTheNextLookIsTakenForThat() {
        platform.say(Platform.FEED, member(0.9, 0).started("first"));
        platform.round();
        platform.say(Platform.FEED, member(0.3, 0).started("second"));
        platform.round();
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.MEMORY);
        assertThat(platform.only().isOpen()).isFalse();
    }

    private static ComponentReport member(double heapShare, long collectionMillis) {
        return ComponentReport.of(Role.MEMBER, true)
                .under(
                        new ResourcePressure(
                                Duration.ZERO, null, heapShare, collectionMillis, 0, Map.of()));
    }

    @Test
    void anInstanceWithoutAConnectionLeftIsOverloaded() {
        platform.say(Platform.FEED, exhausted());
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.OVERLOAD);
        assertThat(platform.only().evidence()).containsExactly("Nothing is left.");
    }

    @Test
    void anInstanceThatWaitsForAShardInTroubleIsNotOverloadedItself() {
        platform.say(Platform.FEED, exhausted());
        platform.refuses(Platform.PRIMARY);
        platform.rounds(5);
        assertThat(platform.only().component()).isEqualTo(Platform.PRIMARY);
    }

    private static ComponentReport exhausted() {
        return ComponentReport.of(Role.MEMBER, true)
                .under(
                        new ResourcePressure(
                                Duration.ZERO,
                                null,
                                0,
                                0,
                                0,
                                Map.of("shard-0", "Nothing is left.")));
    }

    @Test
    void anAnswerThatComesAfterItWasTakenForMissingIsSlowTwiceOver() {
        for (int i = 0; i < 3; i++) {
            platform.isSilent(Platform.PRIMARY);
            platform.round();
            platform.answers(Platform.PRIMARY);
            platform.takes(Platform.PRIMARY, Duration.ofSeconds(1));
            platform.round();
        }
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.SLOW);
    }

    @Test
    void anOverloadGivesWayToTheReasonWhyNoAnswerComes() {
        platform.say(Platform.FEED, exhausted());
        platform.rounds(3);
        platform.refuses(Platform.FEED);
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.CRASHED);
    }

    @Test
    void requestsThatAreTurnedAwayRoundAfterRoundAreAnOverload() {
        for (int shed = 10; shed <= 50; shed += 10) {
            platform.say(
                    Platform.GATEWAY,
                    ComponentReport.of(Role.MEMBER, true)
                            .under(
                                    new ResourcePressure(
                                            Duration.ZERO, null, 0, 0, shed, Map.of())));
            platform.round();
        }
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.OVERLOAD);
        platform.rounds(3);
        assertThat(platform.only().isOpen()).isFalse();
    }

    @Test
    void aClockThatIsSecondsAwayIsAnIncident() {
        platform.say(
                Platform.FEED,
                ComponentReport.of(Role.MEMBER, true)
                        .under(
                                new ResourcePressure(
                                        Duration.ofSeconds(-4), null, 0, 0, 0, Map.of())));
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.CLOCK);
        assertThat(platform.only().evidence()).containsExactly("Its clock is 4000 ms behind ours.");
    }
}
