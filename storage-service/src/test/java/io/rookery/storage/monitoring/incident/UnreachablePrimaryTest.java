package io.rookery.storage.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests when a new primary is asked for. */
class UnreachablePrimaryTest {

    private final IncidentDetector detector = Platform.detector();
    private final Platform platform = new Platform(detector);

    @BeforeEach
    void allIsWellAtFirst() {
        platform.rounds(3);
        assertThat(platform.incidents()).isEmpty();
    }

    @Test
    void thatMostInstancesCannotReachThoughItsStandbyDoes() {
        theWayToThePrimaryIsCut();
        doubt(Platform.FEED, true);
        doubt(Platform.OTHER_FEED, true);
        doubt(Platform.GATEWAY, false);
        assertThat(reason())
                .hasValue(
                        "2 of 3 instances that use shard-0 get no answer in time from its primary. Its standby is healthy.");
    }

    @Test
    void thatOthersHearFromWhileMostMissItThoughItIsNoIncidentYet() {
        platform.keepsWaiting(Platform.PRIMARY);
        platform.round();
        doubt(Platform.FEED, true);
        platform.hears(Platform.STANDBY, "h:1");
        assertThat(reason()).isEmpty();
        platform.round();
        assertThat(platform.incidents()).isEmpty();
        assertThat(reason()).isPresent();
    }

    @Test
    void whichTheIncidentTellsOfOnceItIsOne() {
        platform.keepsWaiting(Platform.PRIMARY);
        platform.rounds(2);
        assertThat(detector.respond(Platform.PRIMARY, "It was asked for.")).isEmpty();
        platform.round();
        assertThat(platform.only().response()).containsExactly("It was asked for.");
    }

    @Test
    void notWhileNobodyHearsFromIt() {
        platform.hears(Platform.STANDBY, "h:1");
        platform.isSilent(Platform.PRIMARY);
        platform.rounds(3);
        doubt(Platform.FEED, true);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.FROZEN);
        assertThat(reason()).isEmpty();
    }

    @Test
    void thatIsSlowForAllButItsStandby() {
        platform.takes(Platform.PRIMARY, Duration.ofSeconds(1));
        for (int i = 0; i < 6; i++) {
            platform.hears(Platform.STANDBY, "h:1");
            platform.round();
        }
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.SLOW);
        doubt(Platform.FEED, true);
        assertThat(reason()).isPresent();
    }

    @Test
    void notWhileHalfOfTheInstancesReachIt() {
        theWayToThePrimaryIsCut();
        doubt(Platform.FEED, true);
        doubt(Platform.OTHER_FEED, false);
        assertThat(reason()).isEmpty();
    }

    @Test
    void notWhileNobodyElseMissesIt() {
        theWayToThePrimaryIsCut();
        assertThat(reason()).isEmpty();
    }

    @Test
    void notWhileItsStandbyIsOutOfTouchToo() {
        theWayToThePrimaryIsCut();
        doubt(Platform.FEED, true);
        platform.rounds(4);
        assertThat(reason()).isEmpty();
    }

    @Test
    void notWhileItsStandbyDoesNotAnswer() {
        theWayToThePrimaryIsCut();
        doubt(Platform.FEED, true);
        platform.isSilent(Platform.STANDBY);
        assertThat(reason()).isEmpty();
    }

    @Test
    void notOnceAnotherOneIsPrimary() {
        theWayToThePrimaryIsCut();
        doubt(Platform.FEED, true);
        platform.say(Platform.STANDBY, ComponentReport.of(Role.PRIMARY, true));
        platform.round();
        assertThat(reason()).isEmpty();
    }

    @Test
    void notWhenItHasDied() {
        platform.refuses(Platform.PRIMARY);
        platform.rounds(2);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.CRASHED);
        doubt(Platform.FEED, true);
        assertThat(reason()).isEmpty();
    }

    @Test
    void notWhenItIsTheStandbyThatIsCutOff() {
        platform.isSilent(Platform.STANDBY);
        platform.round();
        platform.hears(Platform.PRIMARY, "shard-0/b");
        platform.rounds(3);
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.PARTITIONED);
        doubt(Platform.FEED, true);
        assertThat(reason()).isEmpty();
    }

    private void theWayToThePrimaryIsCut() {
        platform.isSilent(Platform.PRIMARY);
        for (int i = 0; i < 4; i++) {
            platform.round();
            platform.hears(Platform.STANDBY, "h:1");
        }
        assertThat(platform.only().kind()).isEqualTo(IncidentKind.PARTITIONED);
    }

    private void doubt(Component instance, boolean doubts) {
        platform.say(
                instance,
                ComponentReport.of(Role.MEMBER, true).doubting(Map.of("shard-0", doubts)));
    }

    private Optional<String> reason() {
        return detector.unreachable(platform.look()).values().stream().findFirst();
    }
}
