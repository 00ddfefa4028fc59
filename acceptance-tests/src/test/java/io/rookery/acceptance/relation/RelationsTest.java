package io.rookery.acceptance.relation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.Outcome;
import io.rookery.acceptance.graph.SocialGraph;
import io.rookery.acceptance.relation.Relations.Edge;
import org.junit.jupiter.api.Test;

class RelationsTest {

    private final SocialGraph graph = SocialGraph.reedCollege();
    private final int one = 0;
    private final int friend = graph.friendsOf(one).iterator().next();
    private final Relations relations = new Relations(graph);

    @Test
    void oneRequestAtATimeIsUnderWayBetweenTwo() {
        var first = relations.attempt(Act.UNFOLLOW, one, friend).orElseThrow();
        assertThat(relations.attempt(Act.FOLLOW, friend, one)).isEmpty();

        first.ended(Outcome.ACKNOWLEDGED);
        assertThat(relations.attempt(Act.FOLLOW, friend, one)).isPresent();
    }

    @Test
    void afterAnUnknownOutcomeTheTwoRest() {
        relations.attempt(Act.UNFOLLOW, one, friend).orElseThrow().ended(Outcome.UNKNOWN);

        assertThat(relations.attempt(Act.FOLLOW, one, friend)).isEmpty();
    }

    @Test
    void aBlockEndsBothFollowsAndLetsNobodyAskForOneUntilItIsTakenBack() {
        relations.attempt(Act.BLOCK, one, friend).orElseThrow().ended(Outcome.ACKNOWLEDGED);

        assertThat(relations.isSure(new Edge(Relation.FOLLOWING, one, friend), false)).isTrue();
        assertThat(relations.isSure(new Edge(Relation.FOLLOWING, friend, one), false)).isTrue();
        assertThat(relations.attempt(Act.FOLLOW, one, friend)).isEmpty();
        assertThat(relations.attempt(Act.FOLLOW, friend, one)).isEmpty();

        relations.attempt(Act.UNBLOCK, one, friend).orElseThrow().ended(Outcome.ACKNOWLEDGED);
        assertThat(relations.attempt(Act.FOLLOW, one, friend)).isPresent();
    }
}
