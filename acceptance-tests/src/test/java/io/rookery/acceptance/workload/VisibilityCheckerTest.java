package io.rookery.acceptance.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.WriteOutcome;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.relation.RelationAction;
import io.rookery.acceptance.relation.Relations;
import io.rookery.acceptance.workload.VisibilityChecker.Place;
import io.rookery.acceptance.workload.VisibilityChecker.Reading;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** In these tests, the id of an account is the number of the person plus 100. */
class VisibilityCheckerTest {

    private static final long STATUS = 7000;
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final SocialGraph graph = SocialGraph.reedCollege();
    private final int reader = 0;
    private final int friend = graph.friendsOf(reader).iterator().next();
    private final Relations relations = new Relations(graph);
    private final RequestLedger ledger = new RequestLedger();
    private final VisibilityChecker checker =
            new VisibilityChecker(relations, id -> OptionalInt.of((int) id - 100), ledger);

    @Test
    void aFriendSeesEverything() {
        check(Place.HOME, "private");
        check(Place.AUTHOR, "private");
        check(Place.HOME, "public");

        assertThat(ledger.violations()).isEmpty();
    }

    @Test
    void whoHasUnfollowedSeesNothingThatIsForFollowers() {
        change(RelationAction.UNFOLLOW, reader, friend, WriteOutcome.ACKNOWLEDGED);

        check(Place.AUTHOR, "private");
        check(Place.HOME, "private");

        assertThat(ledger.violations()).hasSize(2);
    }

    @Test
    void whoHasUnfollowedMaySeeWhatIsPublicAtHomeForAWhile() {
        change(RelationAction.UNFOLLOW, reader, friend, WriteOutcome.ACKNOWLEDGED);

        check(Place.HOME, "public");
        assertThat(ledger.violations()).isEmpty();

        checkLater(Place.HOME, "public");
        assertThat(ledger.violations()).hasSize(1);
    }

    @Test
    void anUnfollowThatIsNotSureForbidsNothing() {
        change(RelationAction.UNFOLLOW, reader, friend, WriteOutcome.UNKNOWN);

        check(Place.AUTHOR, "private");
        checkLater(Place.HOME, "private");

        assertThat(ledger.violations()).isEmpty();
    }

    @Test
    void whoHasAskedBeforeTheUnfollowWasAnsweredMaySeeIt() {
        long begun = System.nanoTime();
        change(RelationAction.UNFOLLOW, reader, friend, WriteOutcome.ACKNOWLEDGED);

        check(new Reading(reader, Place.AUTHOR, begun, System.nanoTime()), "private");

        assertThat(ledger.violations()).isEmpty();
    }

    @Test
    void whoIsBlockedSeesNothingAtTheAuthors() {
        change(RelationAction.BLOCK, friend, reader, WriteOutcome.ACKNOWLEDGED);

        check(Place.AUTHOR, "public");

        assertThat(ledger.violations()).hasSize(1);
    }

    @Test
    void nobodySeesWhatIsDeletedOnceThatWasAcknowledged() {
        ledger.delete(
                new RequestLedger.StatusAction(
                        friend, STATUS, WriteOutcome.UNKNOWN, Long.MAX_VALUE));
        check(Place.HOME, "public");
        assertThat(ledger.violations()).isEmpty();

        ledger.delete(
                new RequestLedger.StatusAction(
                        friend, STATUS, WriteOutcome.ACKNOWLEDGED, System.nanoTime() - HOUR));
        check(Place.HOME, "public");
        assertThat(ledger.violations()).hasSize(1);
    }

    private void change(RelationAction action, int actor, int other, WriteOutcome outcome) {
        relations.attempt(action, actor, other).orElseThrow().ended(outcome);
    }

    private void check(Place place, String visibility) {
        long now = System.nanoTime() + 1;
        check(new Reading(reader, place, now, now), visibility);
    }

    private void checkLater(Place place, String visibility) {
        long later = System.nanoTime() + HOUR;
        check(new Reading(reader, place, later, later), visibility);
    }

    private void check(Reading reading, String visibility) {
        checker.check(
                reading,
                JsonMapper.shared()
                        .readTree(
                                """
                                [{"id": "%d", "visibility": "%s", "account": {"id": "%d"}}]
                                """
                                        .formatted(STATUS, visibility, friend + 100)));
    }
}
