package io.rookery.acceptance.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.Outcome;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.relation.Act;
import io.rookery.acceptance.relation.Relations;
import io.rookery.acceptance.workload.PageJudge.Place;
import io.rookery.acceptance.workload.PageJudge.Reading;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** In these tests, the id of an account is the number of the person plus 100. */
class PageJudgeTest {

    private static final long STATUS = 7000;
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final SocialGraph graph = SocialGraph.reedCollege();
    private final int reader = 0;
    private final int friend = graph.friendsOf(reader).iterator().next();
    private final Relations relations = new Relations(graph);
    private final RequestLedger ledger = new RequestLedger();
    private final PageJudge judge =
            new PageJudge(relations, id -> OptionalInt.of((int) id - 100), ledger);

    @Test
    void aFriendSeesEverything() {
        judge(Place.HOME, "private");
        judge(Place.AUTHOR, "private");
        judge(Place.HOME, "public");

        assertThat(ledger.violations()).isEmpty();
    }

    @Test
    void whoHasUnfollowedSeesNothingThatIsForFollowers() {
        change(Act.UNFOLLOW, reader, friend, Outcome.ACKNOWLEDGED);

        judge(Place.AUTHOR, "private");
        judge(Place.HOME, "private");

        assertThat(ledger.violations()).hasSize(2);
    }

    @Test
    void whoHasUnfollowedMaySeeWhatIsPublicAtHomeForAWhile() {
        change(Act.UNFOLLOW, reader, friend, Outcome.ACKNOWLEDGED);

        judge(Place.HOME, "public");
        assertThat(ledger.violations()).isEmpty();

        judgeLater(Place.HOME, "public");
        assertThat(ledger.violations()).hasSize(1);
    }

    @Test
    void anUnfollowThatIsNotSureForbidsNothing() {
        change(Act.UNFOLLOW, reader, friend, Outcome.UNKNOWN);

        judge(Place.AUTHOR, "private");
        judgeLater(Place.HOME, "private");

        assertThat(ledger.violations()).isEmpty();
    }

    @Test
    void whoHasAskedBeforeTheUnfollowWasAnsweredMaySeeIt() {
        long begun = System.nanoTime();
        change(Act.UNFOLLOW, reader, friend, Outcome.ACKNOWLEDGED);

        judge(new Reading(reader, Place.AUTHOR, begun, System.nanoTime()), "private");

        assertThat(ledger.violations()).isEmpty();
    }

    @Test
    void whoIsBlockedSeesNothingAtTheAuthors() {
        change(Act.BLOCK, friend, reader, Outcome.ACKNOWLEDGED);

        judge(Place.AUTHOR, "public");

        assertThat(ledger.violations()).hasSize(1);
    }

    @Test
    void nobodySeesWhatIsDeletedOnceThatWasAcknowledged() {
        ledger.delete(new RequestLedger.Act(friend, STATUS, Outcome.UNKNOWN, Long.MAX_VALUE));
        judge(Place.HOME, "public");
        assertThat(ledger.violations()).isEmpty();

        ledger.delete(
                new RequestLedger.Act(
                        friend, STATUS, Outcome.ACKNOWLEDGED, System.nanoTime() - HOUR));
        judge(Place.HOME, "public");
        assertThat(ledger.violations()).hasSize(1);
    }

    private void change(Act act, int actor, int other, Outcome outcome) {
        relations.attempt(act, actor, other).orElseThrow().ended(outcome);
    }

    private void judge(Place place, String visibility) {
        long now = System.nanoTime() + 1;
        judge(new Reading(reader, place, now, now), visibility);
    }

    private void judgeLater(Place place, String visibility) {
        long later = System.nanoTime() + HOUR;
        judge(new Reading(reader, place, later, later), visibility);
    }

    private void judge(Reading reading, String visibility) {
        judge.judge(
                reading,
                JsonMapper.shared()
                        .readTree(
                                """
                                [{"id": "%d", "visibility": "%s", "account": {"id": "%d"}}]
                                """
                                        .formatted(STATUS, visibility, friend + 100)));
    }
}
