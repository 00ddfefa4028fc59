package io.rookery.storage.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.storage.monitoring.incident.Incident.Failover;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.Replica;
import io.rookery.storage.monitoring.probe.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests how the platform works around a failed component. */
class FailoverEvidenceTest {

    private final Platform platform = new Platform(Platform.detector());

    @BeforeEach
    void allIsWellAtFirst() {
        platform.rounds(3);
        assertThat(platform.incidents()).isEmpty();
    }

    @Test
    void nothingNeedsToGoAroundAStandby() {
        platform.refuses(Platform.STANDBY);
        platform.rounds(5);
        platform.answers(Platform.STANDBY);
        platform.round();
        Incident incident = platform.only();
        assertThat(incident.times().routedAround()).isNull();
        assertThat(incident.times().repaired()).isAfter(incident.times().detected());
        assertThat(incident.response()).containsExactly("It answers again.");
    }

    @Test
    void callersThatPassAnInstanceOverGoAroundIt() {
        platform.refuses(Platform.FEED);
        platform.say(
                Platform.GATEWAY,
                ComponentReport.of(Role.MEMBER, true).passingOver(Set.of("h:31")));
        platform.say(
                Platform.OTHER_FEED,
                ComponentReport.of(Role.MEMBER, true).passingOver(Set.of("h:31")));
        platform.rounds(2);
        assertThat(platform.only().response()).containsExactly("2 callers ejected h:31.");
        assertThat(platform.only().times().routedAround()).isNotNull();
    }

    @Test
    void aFrozenInstanceLosesItsRegistrationAndThatIsAWayAroundIt() {
        platform.isSilent(Platform.FEED);
        platform.rounds(6);
        platform.unregister("h:31");
        platform.rounds(20);
        Incident incident = platform.only();
        assertThat(incident.kind()).isEqualTo(IncidentKind.FROZEN);
        assertThat(incident.times().routedAround()).isNotNull();
        assertThat(incident.response()).containsExactly("h:31 left the registry.");
    }

    @Test
    void aStandbyThatBecomesPrimaryIsTheWayAroundTheOldOne() {
        platform.refuses(Platform.PRIMARY);
        platform.rounds(2);
        assertThat(platform.only().times().routedAround()).isNull();
        platform.say(Platform.STANDBY, ComponentReport.of(Role.PRIMARY, true));
        platform.round();
        Incident incident = platform.only();
        assertThat(incident.response()).containsExactly("shard-0: h:2 became primary.");
        assertThat(incident.failover()).isEqualTo(new Failover("h:2", true));
        platform.say(Platform.PRIMARY, ComponentReport.of(Role.REPLICA, false).streaming(true));
        platform.round();
        assertThat(platform.only().times().repaired())
                .isAfterOrEqualTo(platform.only().times().routedAround());
        assertThat(platform.only().role()).isEqualTo(Role.PRIMARY);
    }

    @Test
    void aFailoverBeforeTheConfirmationCountsAllTheSame() {
        platform.refuses(Platform.PRIMARY);
        platform.round();
        platform.say(Platform.STANDBY, ComponentReport.of(Role.PRIMARY, true));
        platform.round();
        assertThat(platform.only().failover()).isEqualTo(new Failover("h:2", true));
    }

    @Test
    void remembersThatTheNewPrimaryWasNotSynchronous() {
        platform.say(
                Platform.PRIMARY,
                ComponentReport.of(Role.PRIMARY, true)
                        .withReplicas(List.of(new Replica("shard-0/b", "streaming", false, 0))));
        platform.round();
        platform.refuses(Platform.PRIMARY);
        platform.say(Platform.STANDBY, ComponentReport.of(Role.PRIMARY, true));
        platform.rounds(2);
        assertThat(platform.only().failover()).isEqualTo(new Failover("h:2", false));
    }

    @Test
    void aRedisReplicaTakesOverFromItsOwnPrimaryOnly() {
        platform.say(Platform.REPLICA, ComponentReport.of(Role.REPLICA, true).following("h:11"));
        platform.refuses(Platform.REDIS);
        platform.rounds(2);
        platform.say(Platform.REPLICA, ComponentReport.of(Role.PRIMARY, true));
        platform.round();
        assertThat(platform.only().response()).containsExactly("redis: h:12 became primary.");
    }

    @Test
    void aFailoverBetweenTwoLooksIsACrashThatIsOver() {
        platform.say(Platform.PRIMARY, platform.report(Platform.PRIMARY).started("first"));
        platform.round();
        platform.say(Platform.PRIMARY, ComponentReport.of(Role.REPLICA, false).started("second"));
        platform.say(Platform.STANDBY, ComponentReport.of(Role.PRIMARY, true));
        platform.round();
        Incident incident = platform.only();
        assertThat(incident.kind()).isEqualTo(IncidentKind.CRASHED);
        assertThat(incident.role()).isEqualTo(Role.PRIMARY);
        assertThat(incident.failover()).isEqualTo(new Failover("h:2", true));
        assertThat(incident.times().routedAround()).isEqualTo(incident.times().repaired());
        platform.rounds(3);
        assertThat(platform.incidents()).hasSize(1);
    }
}
