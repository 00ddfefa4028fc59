package io.rookery.storage.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.Role;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncidentDetectorTest {

    private final IncidentDetector detector = Platform.detector();
    private final Platform platform = new Platform(detector);

    @BeforeEach
    void allIsWellAtFirst() {
        platform.rounds(3);
        assertThat(platform.incidents()).isEmpty();
        assertThat(detector.isSuspicious()).isFalse();
    }

    @Test
    void oneRefusalIsNoIncidentButMakesItLookSooner() {
        platform.refuses(Platform.STANDBY);
        platform.round();
        assertThat(detector.isSuspicious()).isTrue();
        platform.answers(Platform.STANDBY);
        platform.rounds(3);
        assertThat(platform.incidents()).isEmpty();
        assertThat(detector.isSuspicious()).isFalse();
    }

    @Test
    void twoRefusalsAreACrash() {
        platform.refuses(Platform.STANDBY);
        platform.rounds(2);
        Incident incident = platform.only();
        assertThat(incident.kind()).isEqualTo(IncidentKind.CRASHED);
        assertThat(incident.component()).isEqualTo(Platform.STANDBY);
        assertThat(incident.times().began()).isEqualTo(Platform.START.plusSeconds(3));
        assertThat(incident.times().detected()).isAfter(incident.times().began());
        assertThat(incident.isOpen()).isTrue();
    }

    @Test
    void silenceThatNobodyContradictsIsAFreeze() {
        platform.isSilent(Platform.PRIMARY);
        platform.rounds(2);
        assertThat(platform.incidents()).isEmpty();
        platform.round();
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.FROZEN);
        assertThat(platform.only().evidence())
                .contains("No other component has heard from it since.");
    }

    @Test
    void silenceThatOthersDoNotShareIsAPartition() {
        platform.isSilent(Platform.PRIMARY);
        for (int i = 0; i < 3; i++) {
            platform.round();
            platform.hears(Platform.STANDBY, "h:1");
        }
        platform.rounds(1);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.PARTITIONED);
        assertThat(platform.only().evidence()).contains("shard-0-b (h:2) has heard from it since.");
    }

    @Test
    void whatOthersHeardBeforeTheSilenceProvesNothing() {
        platform.hears(Platform.STANDBY, "h:1");
        platform.round();
        platform.isSilent(Platform.PRIMARY);
        platform.rounds(4);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.FROZEN);
    }

    @Test
    void aStandbyIsKnownToItsPrimaryByName() {
        platform.isSilent(Platform.STANDBY);
        platform.round();
        platform.hears(Platform.PRIMARY, "shard-0/b");
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.PARTITIONED);
    }

    @Test
    void aRefusalThatOthersDoNotShareIsAPartition() {
        platform.refuses(Platform.REDIS);
        platform.round();
        platform.hears(Platform.REPLICA, "h:11");
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.PARTITIONED);
    }

    @Test
    void aPrimaryIsKnownToItsStandbyByAnotherAddressThanOurs() {
        platform.say(Platform.PRIMARY, platform.report(Platform.PRIMARY).knownAs("inside:1"));
        platform.round();
        platform.isSilent(Platform.PRIMARY);
        platform.round();
        platform.hears(Platform.STANDBY, "inside:1");
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.PARTITIONED);
    }

    @Test
    void anInstanceThatRefusesUsAndIsHeardByZooKeeperIsCutOff() {
        platform.refuses(Platform.FEED);
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.CRASHED);
        platform.hears(Platform.ZOOKEEPER, "h:31");
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.PARTITIONED);
    }

    @Test
    void anInstanceThatWithdrewAndIsBackBeforeTheNextLookHasNotFailed() {
        platform.say(Platform.FEED, platform.report(Platform.FEED).started("first"));
        platform.round();
        platform.unregister("h:31");
        platform.round();
        platform.say(Platform.FEED, platform.report(Platform.FEED).started("second"));
        platform.rounds(2);
        assertThat(platform.incidents()).isEmpty();
    }

    @Test
    void aPartitionMayShowItselfLater() {
        platform.isSilent(Platform.FEED);
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.FROZEN);
        platform.hears(Platform.GATEWAY, "h:31");
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.PARTITIONED);
    }

    @Test
    void aThawThatOthersNoticeFirstIsNoPartition() {
        platform.isSilent(Platform.FEED);
        platform.rounds(3);
        platform.hears(Platform.GATEWAY, "h:31");
        platform.answers(Platform.FEED);
        platform.round();
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.FROZEN);
        assertThat(platform.only().isOpen()).isFalse();
    }

    @Test
    void aStandbyThatReplicatesBeforeItServesIsNotCutOff() {
        platform.refuses(Platform.STANDBY);
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.CRASHED);
        platform.isStarting(Platform.STANDBY);
        platform.round();
        platform.hears(Platform.PRIMARY, "shard-0/b");
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.CRASHED);
    }

    @Test
    void aStandbyThatReplicatesButIsSilentAfterItStartedIsCutOff() {
        platform.isStarting(Platform.STANDBY);
        platform.rounds(2);
        platform.isSilent(Platform.STANDBY);
        platform.round();
        platform.hears(Platform.PRIMARY, "shard-0/b");
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.PARTITIONED);
    }

    @Test
    void anInstanceThatKeepsUpItsRegistrationIsCutOffFromUsOnly() {
        platform.isSilent(Platform.FEED);
        platform.rounds(9);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.FROZEN);
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.PARTITIONED);
    }

    @Test
    void anInstanceThatWithdrawsBeforeItStopsHasNotFailed() {
        platform.unregister("h:31");
        platform.round();
        platform.refuses(Platform.FEED);
        platform.rounds(5);
        assertThat(platform.incidents()).isEmpty();
        assertThat(detector.hasDeparted(Platform.FEED)).isTrue();
        platform.answers(Platform.FEED);
        platform.round();
        assertThat(detector.hasDeparted(Platform.FEED)).isFalse();
    }

    @Test
    void anInstanceThatDiesKeepsItsRegistrationForAWhileSoItIsACrash() {
        platform.refuses(Platform.FEED);
        platform.rounds(2);
        platform.unregister("h:31");
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.CRASHED);
    }

    @Test
    void withoutTheRegistryARefusalIsACrash() {
        platform.registryIsAway();
        platform.refuses(Platform.FEED);
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.CRASHED);
    }

    @Test
    void aFreezeThatEndsInAKillStaysAFreeze() {
        platform.isSilent(Platform.PRIMARY);
        platform.rounds(3);
        platform.refuses(Platform.PRIMARY);
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.FROZEN);
        assertThat(platform.only().evidence()).contains("Later, it refused.");
    }

    @Test
    void aKillInTheMidstOfTheConfirmationLeavesItAFreeze() {
        platform.isSilent(Platform.PRIMARY);
        platform.rounds(2);
        platform.refuses(Platform.PRIMARY);
        platform.round();
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.FROZEN);
    }

    @Test
    void aFreezeThatAKillAndAStartEndedBeforeItWasConfirmedIsStillAFreeze() {
        platform.say(Platform.REDIS, platform.report(Platform.REDIS).started("first"));
        platform.round();
        platform.isSilent(Platform.REDIS);
        platform.rounds(2);
        platform.say(Platform.REDIS, platform.report(Platform.REDIS).started("second"));
        platform.round();
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.FROZEN);
        assertThat(platform.only().isOpen()).isFalse();
    }

    @Test
    void whatIsBackAndOnlyLaterSaysThatItWasStartedAnewHasFailedOnce() {
        platform.say(Platform.ZOOKEEPER, platform.report(Platform.ZOOKEEPER).started("first"));
        platform.round();
        platform.refuses(Platform.ZOOKEEPER);
        platform.rounds(2);
        platform.say(Platform.ZOOKEEPER, ComponentReport.of(Role.MEMBER, false));
        platform.rounds(2);
        platform.say(Platform.ZOOKEEPER, ComponentReport.of(Role.MEMBER, true).started("second"));
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.CRASHED);
        assertThat(platform.only().isOpen()).isFalse();
    }

    @Test
    void anInstanceThatWasStoppedInOrderAndStartedAgainHasNotFailed() {
        platform.say(Platform.FEED, platform.report(Platform.FEED).started("first"));
        platform.round();
        platform.unregister("h:31");
        platform.refuses(Platform.FEED);
        platform.rounds(3);
        platform.say(Platform.FEED, platform.report(Platform.FEED).started("second"));
        platform.rounds(2);
        assertThat(platform.incidents()).isEmpty();
    }

    @Test
    void whenNothingAtAllAnswersTheTroubleIsOurs() {
        for (var component :
                List.of(
                        Platform.PRIMARY,
                        Platform.STANDBY,
                        Platform.REDIS,
                        Platform.REPLICA,
                        Platform.ZOOKEEPER,
                        Platform.FEED,
                        Platform.OTHER_FEED,
                        Platform.GATEWAY)) {
            platform.isSilent(component);
        }
        platform.rounds(10);
        assertThat(platform.incidents()).isEmpty();
    }

    @Test
    void whatWasNeverSeenToAnswerMayTakeItsTimeToStart() {
        Component late = Component.of(Component.Type.INSTANCE, "gateway", "h:42");
        platform.say(late, ComponentReport.of(Role.MEMBER, true));
        platform.refuses(late);
        platform.rounds(29);
        assertThat(platform.incidents()).isEmpty();
        platform.rounds(3);
        assertThat(platform.only().component()).isEqualTo(late);
    }

    @Test
    void eachTroubleIsAnIncidentOfItsOwn() {
        platform.refuses(Platform.STANDBY);
        platform.isSilent(Platform.ZOOKEEPER);
        platform.rounds(3);
        assertThat(platform.incidents())
                .extracting(Incident::kind)
                .containsExactlyInAnyOrder(IncidentKind.CRASHED, IncidentKind.FROZEN);
        platform.answers(Platform.STANDBY);
        platform.answers(Platform.ZOOKEEPER);
        platform.round();
        platform.refuses(Platform.STANDBY);
        platform.rounds(2);
        assertThat(platform.incidents()).hasSize(3);
    }

    @Test
    void whoeverIsNotLookedForAnyMoreIsNoOpenIncident() {
        platform.refuses(Platform.FEED);
        platform.rounds(2);
        platform.isGone(Platform.FEED);
        platform.rounds(3);
        assertThat(platform.only().isOpen()).isFalse();
        assertThat(platform.only().response())
                .containsExactly("It did not come back and is no longer probed.");
    }

    @Test
    void anotherLeaderGoesOnWhereTheFirstOneStopped() {
        platform.refuses(Platform.PRIMARY);
        platform.rounds(2);
        Incident open = platform.only();

        IncidentDetector heir = Platform.detector();
        assertThat(heir.restore(List.of(open))).isEmpty();
        platform.say(Platform.STANDBY, ComponentReport.of(Role.PRIMARY, true));
        List<Incident> changed = heir.observe(platform.look());
        assertThat(changed).hasSize(1);
        assertThat(changed.getFirst().id()).isEqualTo(open.id());
        assertThat(changed.getFirst().times().routedAround()).isNotNull();
        platform.answers(Platform.PRIMARY);
        assertThat(heir.observe(platform.look()).getFirst().isOpen()).isFalse();
    }

    @Test
    void whatWasFoundAnewBeforeTheEarlierIncidentWasKnownSupersedesIt() {
        platform.refuses(Platform.PRIMARY);
        platform.rounds(2);
        Incident earlier = platform.only();

        IncidentDetector heir = Platform.detector();
        platform.answers(Platform.PRIMARY);
        heir.observe(platform.look());
        platform.refuses(Platform.PRIMARY);
        heir.observe(platform.look());
        heir.observe(platform.look());
        List<Incident> superseded = heir.restore(List.of(earlier));
        assertThat(superseded).hasSize(1);
        assertThat(superseded.getFirst().id()).isEqualTo(earlier.id());
        assertThat(superseded.getFirst().isOpen()).isFalse();
    }
}
