package io.rookery.acceptance.report;

import static io.rookery.acceptance.report.Examples.expecting;
import static io.rookery.acceptance.report.Examples.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private static final List<String> CRASH = List.of("redis crashed");

    @Test
    void rowsAreWhatWasDoneAndColumnsWhatItWasTakenFor() {
        ConfusionMatrix matrix =
                new ConfusionMatrix(
                        List.of(
                                result("a", expecting(CRASH, "redis crashed", "gateway slow")),
                                result("b", expecting(CRASH, "redis frozen")),
                                result("c", expecting(List.of("shard-0 frozen"), "shard-0 frozen")),
                                result("d", expecting(CRASH))));

        assertThat(matrix.markdown())
                .startsWith("2 of 4 are right (50 %).")
                .endsWith(
                        """
                        | | crashed | frozen | nothing |
                        |---|---|---|---|
                        | **crashed** | 1 | 1 | 1 |
                        | **frozen** | 0 | 1 | 0 |
                        """);
    }

    @Test
    void aScenarioThatDoesSeveralThingsCountsForEach() {
        ConfusionMatrix matrix =
                new ConfusionMatrix(
                        List.of(
                                result(
                                        "a",
                                        expecting(
                                                List.of("shard-0 crashed", "shard-1 crashed"),
                                                "shard-1 crashed"))));

        assertThat(matrix.markdown())
                .startsWith("1 of 2 are right")
                .contains("| **crashed** | 1 | 1 |");
    }

    @Test
    void whatIsSaidOfAnotherIsTroubleElsewhere() {
        ConfusionMatrix matrix =
                new ConfusionMatrix(List.of(result("a", expecting(CRASH, "gateway crashed"))));

        assertThat(matrix.markdown()).contains("| | another component |");
    }

    @Test
    void aFalseAlarmIsCountedWhereNothingWasDone() {
        ConfusionMatrix matrix =
                new ConfusionMatrix(
                        List.of(
                                result(
                                        "a",
                                        new Result.Diagnoses(
                                                List.of(), true, List.of("redis slow"))),
                                result("b", new Result.Diagnoses(List.of(), true, List.of()))));

        assertThat(matrix.markdown())
                .startsWith("1 of 2 are right")
                .contains("| | nothing | slow |")
                .contains("| **nothing** | 1 | 1 |");
    }

    @Test
    void thereIsNoneWhenNothingHadToBeSaid() {
        assertThat(new ConfusionMatrix(List.of(result("a", expecting(List.of())))).markdown())
                .isEmpty();
    }
}
