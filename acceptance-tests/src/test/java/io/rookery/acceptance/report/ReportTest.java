package io.rookery.acceptance.report;

import static io.rookery.acceptance.report.Examples.expecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.report.Result.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final List<String> NAMES = List.of("one", "two", "three");
    private static final Run FIRST = new Run("2026-01-01", 98, 2);
    private static final Run SECOND = new Run("2026-01-02", 5, 4);

    @TempDir private Path directory;
    private Results results;

    @BeforeEach
    void begin() {
        results = new Results(directory.resolve("results"));
    }

    private void keep(String scenario, Run run, long failed) throws IOException {
        results.keep(Examples.result(scenario, run, expecting(List.of()), failed));
    }

    @Test
    void aResultIsReadAsItWasWritten() throws IOException {
        Result result = Examples.result("one", FIRST, expecting(List.of("redis slow")), 2);

        results.keep(result);

        assertThat(results.of(NAMES)).containsExactly(result);
    }

    @Test
    void theLatestResultOfAScenarioReplacesTheOneBefore() throws IOException {
        keep("one", FIRST, 2);
        keep("two", FIRST, 0);
        keep("one", SECOND, 0);

        assertThat(results.of(NAMES)).extracting(Result::run).containsExactly(SECOND, FIRST);
    }

    @Test
    void theDocumentSaysOfWhichRunsItIsMade() throws IOException {
        keep("one", FIRST, 0);
        keep("two", FIRST, 0);
        keep("three", SECOND, 0);

        assertThat(Report.of(results, NAMES).markdown())
                .contains(
                        "in 2 runs (latest result of each scenario): 2 scenarios with seed 98 on 2"
                                + " cores; 1 scenario with seed 5 on 4 cores.");
    }

    @Test
    void theDocumentNamesWhatWasNotRun() throws IOException {
        keep("two", FIRST, 0);

        assertThat(Report.of(results, NAMES).markdown())
                .contains("in 1 run: 1 scenario with seed 98 on 2 cores.")
                .endsWith("## Not run\n\n`one` `three`\n");
    }

    @Test
    void failuresAreShownWithTheirTimesAndReasons() throws IOException {
        keep("one", FIRST, 0);
        keep("two", FIRST, 7);

        assertThat(Report.of(results, NAMES).markdown())
                .contains("| What is done in one | 500 | 25 | 0 | 700 |")
                .contains("| What is done in two | 500 | 25 | 7 (7 refused), 300–900 | 700 |")
                .contains("- **two**: Requests failed.");
    }

    @Test
    void passesOverAResultThatAnotherVersionHasKept(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("old.json"), "{\"scenario\":\"old\",\"load\":{}}");

        assertThat(new Results(directory).has("old")).isFalse();
        assertThat(Report.of(new Results(directory), List.of("old")).markdown()).contains("`old`");
    }

    @Test
    void allResultsCanBeForgotten() throws IOException {
        keep("one", FIRST, 0);

        results.clear();

        assertThat(results.of(NAMES)).isEmpty();
    }
}
