package io.rookery.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class ProveOptionsTest {

    @Test
    void everythingIsRunWhenNothingIsSaid() {
        ProveOptions options = parse();

        assertThat(options.isWhole()).isTrue();
        assertThat(options.scenarios()).hasSizeGreaterThan(40);
        assertThat(steps(options, "random")).containsExactly("random 50 8m");
    }

    @Test
    void aSoakLastsAsLongAsIsSaid() {
        ProveOptions options = parse("random", "--minutes", "60", "--seed", "5");

        assertThat(options.seed()).isEqualTo(5);
        assertThat(options.isWhole()).isFalse();
        assertThat(steps(options, "random")).containsExactly("random 2147483647 3600s");
    }

    @Test
    void faultsAndMinutesBothBoundWhatIsDrawn() {
        ProveOptions options = parse("--faults", "9", "--minutes", "2", "random");

        assertThat(steps(options, "random")).containsExactly("random 9 120s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seed 5", "--fresh", "--rest", "--report", "calm"})
    void whatManySeedsWouldIgnoreIsRefusedBesideThem(String line) {
        assertThatThrownBy(() -> parse(("random --seeds 2 " + line).split(" ")))
                .isInstanceOf(ParameterException.class);
    }

    @Test
    void manySeedsAreDrawnForTheRandomScenarioAlone() {
        assertThat(parse("random", "--seeds", "12", "--minutes", "5").seeds()).isEqualTo(12);
        assertThatThrownBy(() -> parse("calm", "--seeds", "12"))
                .isInstanceOf(ParameterException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rest", "--report", "calm"})
    void whatIsNotTheWholeIsNotTakenForIt(String word) {
        assertThat(parse(word).isWhole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--minutes 0", "--seed", "--seed x", "--faults -1", "--what", "nobody"})
    void whatIsNotUnderstoodIsRefused(String line) {
        assertThatThrownBy(() -> parse(line.split(" "))).isInstanceOf(ParameterException.class);
    }

    private static ProveOptions parse(String... arguments) {
        ProveOptions options = new ProveOptions();
        new CommandLine(options).parseArgs(arguments);
        options.check();
        return options;
    }

    private static List<String> steps(ProveOptions options, String scenario) {
        return options.scenarios().stream()
                .filter(one -> one.name().equals(scenario))
                .flatMap(one -> one.steps().stream())
                .map(Object::toString)
                .toList();
    }
}
