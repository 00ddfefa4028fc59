package io.rookery.kit.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class CancelledWorkTest {

    private final ApiErrorAdvice advice = new ApiErrorAdvice(WriteOutcome.NOTHING_WRITTEN);

    static Stream<Exception> cutShort() {
        return Stream.of(
                new CancellationException(),
                new CompletionException(new CancellationException()),
                new ExecutionException(new TimeoutException()),
                new IllegalStateException(new InterruptedException()),
                new RejectedExecutionException(),
                new IllegalStateException(new SocketTimeoutException()),
                new IllegalStateException(new SQLTransientConnectionException()));
    }

    @ParameterizedTest
    @MethodSource("cutShort")
    void saysThatALookCanBeTriedAgain(Exception failure) throws Exception {
        assertThat(status(failure, "GET")).isEqualTo(503);
        assertThat(status(failure, "HEAD")).isEqualTo(503);
    }

    @ParameterizedTest
    @MethodSource("cutShort")
    void saysThatItIsNotKnownWhatBecameOfAWrite(Exception failure) throws Exception {
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
            assertThat(status(failure, method)).isEqualTo(504);
        }
    }

    static Stream<Exception> mistakes() {
        return Stream.of(
                new IllegalStateException(),
                new NullPointerException(),
                new IllegalStateException(new SQLException()),
                // This must not be the client's connection, or there would be no answer.
                new IOException("a file"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void owesUpToWhatIsAMistake(Exception failure) throws Exception {
        assertThat(status(failure, "GET")).isEqualTo(500);
        assertThat(status(failure, "POST")).isEqualTo(500);
    }

    private int status(Exception failure, String method) throws Exception {
        return Objects.requireNonNull(
                        advice.failure(
                                failure,
                                new MockHttpServletRequest(method, "/"),
                                new MockHttpServletResponse()))
                .getStatusCode()
                .value();
    }
}
