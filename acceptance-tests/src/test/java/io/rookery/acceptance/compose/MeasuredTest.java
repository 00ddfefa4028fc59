package io.rookery.acceptance.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.invariant.Findings;
import io.rookery.acceptance.workload.RequestLedger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasuredTest {

    private static final Recovery WHOLE_AGAIN = new Recovery(1234, null);

    @Test
    void aPlatformThatBecameWholeInTimeIsAsPromised() {
        Measured measured = measured(WHOLE_AGAIN);

        assertThat(measured.shortfalls()).isEmpty();
        assertThat(measured.row()).contains("| 1234 |").endsWith("| yes |%n".formatted());
    }

    @Test
    void aPlatformThatIsNotWholeIsNotAsPromisedHoweverSoonItWasGivenUp() {
        Measured measured = measured(new Recovery(1234, "docker compose ps failed"));

        assertThat(measured.shortfalls())
                .containsExactly("It was not whole again after 1234 ms: docker compose ps failed");
        assertThat(measured.row()).doesNotContain("1234").endsWith("| **no** |%n".formatted());
    }

    @Test
    void aPlatformThatBecameWholeTooLateIsNotAsPromised() {
        Measured measured = measured(new Recovery(ProveCompose.WHOLE.toMillis() + 1, null));

        assertThat(measured.shortfalls())
                .containsExactly("It was whole again only after 180001 ms.");
    }

    @Test
    void whatCouldNotBeDoneIsNotAsPromisedHoweverWellThePlatformIs() {
        Measured measured =
                measured(Optional.of("It could not be done: no such container"), WHOLE_AGAIN);

        assertThat(measured.shortfalls())
                .containsExactly("It could not be done: no such container");
    }

    private static Measured measured(Recovery recovery) {
        return measured(Optional.empty(), recovery);
    }

    private static Measured measured(Optional<String> undone, Recovery recovery) {
        return Measured.of(
                ComposeScenario.all().getFirst(),
                undone,
                new RequestLedger(),
                0,
                recovery,
                new Findings(List.of(), List.of(), List.of()),
                List.of());
    }
}
