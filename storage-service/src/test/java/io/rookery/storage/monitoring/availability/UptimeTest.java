package io.rookery.storage.monitoring.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rookery.storage.monitoring.availability.AvailabilityRecord.Scope;
import io.rookery.storage.monitoring.incident.IncidentDetector;
import io.rookery.storage.monitoring.incident.IncidentKind;
import io.rookery.storage.monitoring.incident.Platform;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class UptimeTest {

    private final IncidentDetector detector = Platform.detector();
    private final Platform platform = new Platform(detector);
    private final Uptime uptime = new Uptime();

    @Test
    void aGroupIsUpWhileOneMemberDoesItsWork() {
        rounds(5);
        platform.refuses(Platform.FEED);
        rounds(5);
        assertThat(group("feed-service").downMillis()).isZero();
        assertThat(component("h:31").downMillis()).isEqualTo(5000);
        assertThat(component("h:31").availability()).isEqualTo(4.0 / 9, within(0.001));
    }

    @Test
    void aShardIsDownWithoutAPrimaryThoughItsStandbyAnswers() {
        rounds(5);
        platform.refuses(Platform.PRIMARY);
        rounds(2);
        platform.say(Platform.STANDBY, ComponentReport.of(Role.PRIMARY, true));
        rounds(3);
        assertThat(group("shard-0").downMillis()).isEqualTo(2000);
        assertThat(find(Scope.PLATFORM, Uptime.PLATFORM).downMillis()).isEqualTo(2000);
    }

    @Test
    void whoeverIsMeantToBeAwayIsNotMissed() {
        rounds(2);
        platform.refuses(Platform.FEED);
        platform.unregister("h:31");
        platform.rounds(3);
        rounds(3);
        assertThat(component("h:31").downMillis()).isZero();
    }

    @Test
    void goesOnFromWhatOthersHaveAddedUp() {
        rounds(5);
        Uptime heir = new Uptime();
        heir.restore(uptime.watched());
        assertThat(heir.watched()).containsExactlyInAnyOrderElementsOf(uptime.watched());
    }

    @Test
    void whatIsNotLookedForAnyMoreIsLeftToItsGroup() {
        rounds(2);
        platform.refuses(Platform.FEED);
        rounds(3);
        platform.isGone(Platform.FEED);
        rounds(3);
        uptime.forget(detector::looksFor);

        assertThat(uptime.watched()).noneMatch(watched -> watched.key().endsWith(" h:31"));
        assertThat(find(Scope.FORMER, "feed-service").downMillis()).isEqualTo(3000);
        AvailabilityFigures.GroupFigures feed = feed(uptime);
        assertThat(feed.members()).isEqualTo(1);
        assertThat(feed.availabilityPredicted()).isEqualTo(1 - 3.0 / 11, within(0.0001));
    }

    @Test
    void theFiguresPredictWhatRedundancyIsWorth() {
        rounds(11);
        platform.refuses(Platform.FEED);
        rounds(2);
        AvailabilityFigures.GroupFigures feed = feed(uptime);
        double away = (2.0 / 12 + 0) / 2;
        assertThat(feed.members()).isEqualTo(2);
        assertThat(feed.availabilityMeasured()).isEqualTo(1);
        assertThat(feed.availabilityPredicted()).isEqualTo(1 - away * away, within(0.0001));
        assertThat(feed.incidents()).containsEntry(IncidentKind.CRASHED, 1L);
        assertThat(feed.dataLossRate()).isNull();
    }

    private void rounds(int number) {
        for (int i = 0; i < number; i++) {
            platform.round();
            uptime.observe(platform.look(), detector::hasDeparted);
        }
    }

    private AvailabilityFigures.GroupFigures feed(Uptime of) {
        return AvailabilityFigures.of(
                        platform.incidents(), new AvailabilityLedger(of.watched(), List.of()))
                .groups()
                .stream()
                .filter(group -> group.group().equals("feed-service"))
                .findFirst()
                .orElseThrow();
    }

    private AvailabilityRecord group(String name) {
        return find(Scope.GROUP, name);
    }

    private AvailabilityRecord find(Scope scope, String group) {
        return uptime.watched().stream()
                .filter(watched -> watched.scope() == scope && watched.group().equals(group))
                .findFirst()
                .orElseThrow();
    }

    private AvailabilityRecord component(String address) {
        return uptime.watched().stream()
                .filter(watched -> watched.component() != null)
                .filter(watched -> watched.key().endsWith(' ' + address))
                .findFirst()
                .orElseThrow();
    }
}
