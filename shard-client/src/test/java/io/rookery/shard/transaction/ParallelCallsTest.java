package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParallelCallsTest {

    private final Executor threads = task -> Thread.ofVirtual().start(task);

    @Test
    void callsForAllInputsAtOnceAndKeepsTheirOrder() {
        var together = new CyclicBarrier(3);

        List<String> results =
                ParallelCalls.collect(
                        threads,
                        List.of("a", "b", "c"),
                        input -> {
                            await(together);
                            return List.of(input + 1, input + 2);
                        });

        assertThat(results).containsExactly("a1", "a2", "b1", "b2", "c1", "c2");
    }

    @Test
    void throwsWhatACallThrew() {
        assertThatThrownBy(() ->
                        ParallelCalls.collect(
                                threads,
                                List.of(1, 2, 3),
                                input -> {
                                    if (input == 2) {
                                        throw new IllegalArgumentException("two");
                                    }
                                    return List.of(input);
                                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two");
    }

    @Test
    void hasNothingToSayAboutNothing() {
        assertThat(ParallelCalls.collect(threads, List.of(), List::of)).isEmpty();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException(alone);
        }
    }
}
