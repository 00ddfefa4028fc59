package io.rookery.acceptance.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.acceptance.fault.FaultStep;
import io.rookery.acceptance.scenario.Scenario;
import io.rookery.acceptance.scenario.Scenarios;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenariosTest {

    @Test
    void everyScenarioCanBeRead() {
        List<Scenario> all = Scenarios.all();

        assertThat(all).hasSizeGreaterThan(30).doesNotHaveDuplicates();
        assertThat(all).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(scenario -> assertThat(scenario.steps()).isNotEmpty());
        assertThat(all).anyMatch(Scenario::isFast);
    }

    @Test
    void severalDiagnosesAreReadAsSeveral() {
        assertThat(Scenarios.named("kill-every-primary").diagnoses())
                .containsExactly("shard-0 crashed", "shard-1 crashed");
    }

    @Test
    void whatMustPassUnnoticedNeedsNoDiagnosis() {
        Scenario calm = Scenarios.named("calm");

        assertThat(calm.diagnoses()).isEmpty();
        assertThat(calm.isNothingSaid()).isTrue();
    }

    @Test
    void otherBoundsCanBeSetForWhatIsDrawn() {
        Scenario random = Scenarios.named("random").withRandom(7, Duration.ofMinutes(2));

        assertThat(random.steps()).extracting(FaultStep::toString).containsExactly("random 7 120s");
        assertThat(random.breaksLinks()).isTrue();
        assertThat(random.harmsGateway()).isTrue();
    }

    @Test
    void aStepThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> FaultStep.parse("tickle feed-service-0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tickle feed-service-0");
    }

    @Test
    void aStepSaysItselfAsItWasWritten() {
        assertThat(FaultStep.parse("kill primary shard-0")).hasToString("kill primary shard-0");
        assertThat(FaultStep.parse("power-cut")).hasToString("power-cut");
    }
}
