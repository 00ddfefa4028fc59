package io.rookery.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaskResultTest {

    @Test
    void isNothingWhenTheTaskHasSucceeded() {
        assertThatCode(() -> TaskResult.await(CompletableFuture.completedFuture(null)))
                .doesNotThrowAnyException();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IOException("The disk is full"),
                new InterruptedException("closed"),
                new LaunchException("redis-0 cannot be started"),
                new AssertionError("impossible"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isWhatTheTaskHasThrown(Throwable failure) {
        assertThatThrownBy(() -> TaskResult.await(CompletableFuture.failedFuture(failure)))
                .isSameAs(failure);
    }

    @Test
    void keepsTheCauseOfAFailureThatNobodyExpects() {
        var failure = new ReflectiveOperationException("unexpected");

        assertThatThrownBy(() -> TaskResult.await(CompletableFuture.failedFuture(failure)))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCause(failure);
    }
}
