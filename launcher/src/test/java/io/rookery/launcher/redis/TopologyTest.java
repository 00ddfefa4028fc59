package io.rookery.launcher.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.launcher.redis.Topology.Member;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private static final Topology CLUSTER =
            Topology.parse(
                    """
                    aaa 127.0.0.1:3230@3236 myself,master - 0 0 1 connected 0-5460
                    bbb 127.0.0.1:3231@3237,redis-1 master,fail - 1751360390000 1751360389000 2 \
                    disconnected 5461-7000 7002 8000-10922
                    ccc :0@0 master,noaddr - 1751360400200 1751360400200 3 disconnected
                    ddd 127.0.0.1:3233@3239 slave aaa 0 1751360400100 1 connected
                    eee 127.0.0.1:3234@3240 slave bbb 0 1751360400100 2 connected
                    fff 127.0.0.1:3235@3241 slave,fail? bbb 0 1751360400100 2 connected
                    000 127.0.0.1:3239@3245 handshake - 0 0 0 connected
                    """);

    @Test
    void knowsThePrimariesAndHowManyRangesOfSlotsTheyServe() {
        assertThat(CLUSTER.at(3230)).contains(new Member("aaa", 3230, true, "-", false, 1));
        assertThat(CLUSTER.at(3231)).contains(new Member("bbb", 3231, true, "-", false, 3));
    }

    @Test
    void knowsTheReplicasOfAPrimaryEvenWhenThatHasFailed() {
        assertThat(CLUSTER.at(3233)).contains(new Member("ddd", 3233, false, "aaa", false, 0));
        assertThat(CLUSTER.replicasOf(3230)).containsExactly(3233);
        assertThat(CLUSTER.replicasOf(3231)).containsExactly(3234, 3235);
    }

    @Test
    void knowsNoReplicasOfAReplicaOrOfANodeThatItDoesNotKnow() {
        assertThat(CLUSTER.replicasOf(3233)).isEmpty();
        assertThat(CLUSTER.replicasOf(3232)).isEmpty();
        assertThat(CLUSTER.at(3232)).isEmpty();
    }

    @Test
    void tellsWhoIsStillBeingMet() {
        assertThat(CLUSTER.members())
                .filteredOn(Member::handshake)
                .extracting(Member::port)
                .containsExactly(3239);
    }

    @Test
    void passesOverLinesThatDescribeNoNode() {
        assertThat(Topology.parse("").members()).isEmpty();
        assertThat(
                        Topology.parse(
                                        """
                                        vars currentEpoch 6 lastVoteEpoch 0

                                        aaa 127.0.0.1:3230@3236 master - 0 0 1 connected
                                        """)
                                .members())
                .extracting(Member::id)
                .containsExactly("aaa");
    }
}
