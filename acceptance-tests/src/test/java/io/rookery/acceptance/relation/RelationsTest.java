package io.rookery.acceptance.relation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.WriteOutcome;
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
        var first = relations.attempt(RelationAction.UNFOLLOW, one, friend).orElseThrow();
        assertThat(relations.attempt(RelationAction.FOLLOW, friend, one)).isEmpty();

        first.ended(WriteOutcome.ACKNOWLEDGED);
        assertThat(relations.attempt(RelationAction.FOLLOW, friend, one)).isPresent();
    }

    @Test
    void afterAnUnknownOutcomeTheTwoRest() {
        relations
                .attempt(RelationAction.UNFOLLOW, one, friend)
                .orElseThrow()
                .ended(WriteOutcome.UNKNOWN);

        assertThat(relations.attempt(RelationAction.FOLLOW, one, friend)).isEmpty();
    }

    @Test
    void aBlockEndsBothFollowsAndLetsNobodyAskForOneUntilItIsTakenBack() {
        relations
                .attempt(RelationAction.BLOCK, one, friend)
                .orElseThrow()
                .ended(WriteOutcome.ACKNOWLEDGED);

        assertThat(relations.isSure(new Edge(Relation.FOLLOWING, one, friend), false)).isTrue();
        assertThat(relations.isSure(new Edge(Relation.FOLLOWING, friend, one), false)).isTrue();
        assertThat(relations.attempt(RelationAction.FOLLOW, one, friend)).isEmpty();
        assertThat(relations.attempt(RelationAction.FOLLOW, friend, one)).isEmpty();

        relations
                .attempt(RelationAction.UNBLOCK, one, friend)
                .orElseThrow()
                .ended(WriteOutcome.ACKNOWLEDGED);
        assertThat(relations.attempt(RelationAction.FOLLOW, one, friend)).isPresent();
    }
}
