package io.rookery.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.fault.RandomFaults.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomFaultsTest {

    private static final List<String> PLAN =
            List.of(
                    "feed-service-0",
                    "feed-service-1",
                    "gateway-0",
                    "primary shard-0",
                    "redis-0",
                    "standby shard-0",
                    "zookeeper-0");

    @Test
    void theSameSeedDrawsTheSameFaultsInWhateverOrderTheTargetsCome() {
        RandomFaults one = new RandomFaults(5, PLAN, true);
        RandomFaults other = new RandomFaults(5, PLAN.reversed(), true);

        assertThat(draw(one, 100)).isEqualTo(draw(other, 100));
    }

    @Test
    void anotherSeedDrawsOthers() {
        assertThat(draw(new RandomFaults(5, PLAN, true), 100))
                .isNotEqualTo(draw(new RandomFaults(6, PLAN, true), 100));
    }

    @Test
    void everyTargetAndEveryKindComesUpInTheEnd() {
        List<Fault> drawn = draw(new RandomFaults(5, PLAN, true), 500);

        assertThat(drawn)
                .extracting(fault -> fault.step().verb().name())
                .contains("KILL", "FREEZE", "TERMINATE", "REFUSE", "DROP", "DELAY")
                .contains("CUT", "KILL_ON_ANSWER", "CONFIGURE");
        assertThat(drawn)
                .extracting(fault -> fault.step().object().getFirst())
                .contains("feed-service-1", "gateway-0", "primary", "redis-0", "zookeeper-0");
    }

    @Test
    void onlyLinksThatThereAreAreBroken() {
        assertThat(draw(new RandomFaults(5, PLAN, false), 500))
                .noneMatch(fault -> fault.step().verb().breaksLink());
        assertThat(draw(new RandomFaults(5, PLAN, true), 500))
                .filteredOn(fault -> fault.step().verb().breaksLink())
                .noneMatch(fault -> fault.step().object().getFirst().matches("gateway.*|zoo.*"));
    }

    @Test
    void whetherThereAreLinksChangesNothingElse() {
        List<Fault> with = draw(new RandomFaults(5, PLAN, true), 100);
        List<Fault> without = draw(new RandomFaults(5, PLAN, false), 100);

        assertThat(with).extracting(Fault::lasting).isEqualTo(lastings(without));
    }

    @Test
    void aDrawnFaultCanBeWrittenAndReadAsAStep() {
        assertThat(draw(new RandomFaults(5, PLAN, true), 100))
                .allSatisfy(fault ->
                        assertThat(FaultStep.parse(fault.step().toString()))
                                .isEqualTo(fault.step()));
    }

    private static List<Object> lastings(List<Fault> faults) {
        return faults.stream().<Object>map(Fault::lasting).toList();
    }

    private static List<Fault> draw(RandomFaults faults, int count) {
        return Stream.generate(faults::next).limit(count).toList();
    }
}
