package io.rookery.acceptance.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.invariant.Findings;
import io.rookery.acceptance.workload.RequestLedger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposeResultTest {

    private static final Recovery WHOLE_AGAIN = new Recovery(1234, null);

    @Test
    void aPlatformThatBecameWholeInTimeIsAsPromised() {
        ComposeResult result = result(WHOLE_AGAIN);

        assertThat(result.shortfalls()).isEmpty();
        assertThat(result.row()).contains("| 1234 |").endsWith("| yes |%n".formatted());
    }

    @Test
    void aPlatformThatIsNotWholeIsNotAsPromisedHoweverSoonItWasGivenUp() {
        ComposeResult result = result(new Recovery(1234, "docker compose ps failed"));

        assertThat(result.shortfalls())
                .containsExactly(
                        "The platform had not recovered after 1234 ms: docker compose ps failed");
        assertThat(result.row()).doesNotContain("1234").endsWith("| **no** |%n".formatted());
    }

    @Test
    void aPlatformThatBecameWholeTooLateIsNotAsPromised() {
        ComposeResult result = result(new Recovery(ProveCompose.WHOLE.toMillis() + 1, null));

        assertThat(result.shortfalls())
                .containsExactly("The platform recovered only after 180001 ms.");
    }

    @Test
    void whatCouldNotBeDoneIsNotAsPromisedHoweverWellThePlatformIs() {
        ComposeResult result = result(Optional.of("No such container: shard-0-a."), WHOLE_AGAIN);

        assertThat(result.shortfalls()).containsExactly("No such container: shard-0-a.");
    }

    private static ComposeResult result(Recovery recovery) {
        return result(Optional.empty(), recovery);
    }

    private static ComposeResult result(Optional<String> undone, Recovery recovery) {
        return ComposeResult.of(
                ComposeScenario.all().getFirst(),
                undone,
                new RequestLedger(),
                0,
                recovery,
                new Findings(List.of(), List.of(), List.of()),
                List.of());
    }
}
