package io.rookery.storage.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerComparisonTest {

    private final Platform platform = new Platform(Platform.detector());

    @BeforeEach
    void allIsWellAtFirst() {
        platform.rounds(6);
        assertThat(platform.incidents()).isEmpty();
    }

    @Test
    void ofTwoPrimariesTheOneOnTheLowerTimelineIsASplitBrain() {
        platform.say(Platform.PRIMARY, ComponentReport.of(Role.PRIMARY, true).onTimeline(2));
        platform.say(Platform.STANDBY, ComponentReport.of(Role.PRIMARY, true).onTimeline(3));
        platform.rounds(3);

        assertThat(platform.only().kind()).isEqualTo(IncidentKind.SPLIT_BRAIN);
        assertThat(platform.only().component()).isEqualTo(Platform.PRIMARY);
        assertThat(platform.only().evidence().getFirst())
                .contains("shard-0-b (h:2) also accepts writes, on timeline 3.");

        platform.say(Platform.PRIMARY, Platform.standby());
        platform.rounds(3);
        assertThat(platform.only().isOpen()).isFalse();
    }

    @Test
    void severalPrimariesOfRedisAreAsTheyShouldBe() {
        platform.say(Platform.REPLICA, ComponentReport.of(Role.PRIMARY, true));
        platform.rounds(6);

        assertThat(platform.incidents()).isEmpty();
    }

    @Test
    void aStandbyThatReceivesNothingDoesNotReplicate() {
        platform.say(Platform.STANDBY, Platform.standby().streaming(false));
        platform.rounds(5);

        assertThat(platform.only().kind()).isEqualTo(IncidentKind.NOT_REPLICATING);
        assertThat(platform.only().evidence().getFirst()).contains("patronictl reinit");

        platform.say(Platform.STANDBY, Platform.standby());
        platform.rounds(5);
        assertThat(platform.only().isOpen()).isFalse();
    }

    @Test
    void aStandbyWhosePrimaryIsAwayHasNothingToReplicate() {
        platform.refuses(Platform.PRIMARY);
        platform.say(Platform.STANDBY, Platform.standby().streaming(false));
        platform.rounds(8);

        assertThat(platform.only().component()).isEqualTo(Platform.PRIMARY);
    }

    @Test
    void aStandbyThatWasAwayIsRepairedOnceItReplicatesAndNotBefore() {
        platform.refuses(Platform.STANDBY);
        platform.rounds(3);
        platform.say(Platform.STANDBY, Platform.standby().streaming(false));
        platform.rounds(8);
        assertThat(platform.only().isOpen()).isTrue();
        assertThat(platform.only().evidence()).contains("It answers, but is not ready yet.");

        platform.say(Platform.STANDBY, Platform.standby());
        platform.round();
        assertThat(platform.only().isOpen()).isFalse();
    }

    @Test
    void aNodeOfRedisThatHasLostItsClusterIsNotRepaired() {
        platform.refuses(Platform.REPLICA);
        platform.rounds(3);
        platform.say(Platform.REPLICA, ComponentReport.of(Role.PRIMARY, false));
        platform.rounds(8);

        assertThat(platform.only().isOpen()).isTrue();
    }
}
