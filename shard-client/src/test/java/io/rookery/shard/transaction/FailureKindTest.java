package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DuplicateKeyException;

class FailureKindTest {

    @ParameterizedTest
    @CsvSource({
        "08001, UNAVAILABLE", // cannot connect
        "08006, UNAVAILABLE", // connection broken
        "57P01, UNAVAILABLE", // shut down
        "57P03, UNAVAILABLE", // starting up
        "25006, UNAVAILABLE", // demoted
        "25P03, UNAVAILABLE", // ended because it was idle
        "RK001, WRONG_SHARD",
        "40001, CONFLICT",
        "40P01, CONFLICT",
        "53300, CONFLICT",
        "53100, FULL", // disk full
        "23505, WORK",
        "57014, WORK", // cancelled on purpose
        "42P01, WORK",
        "28P01, WORK"
    })
    void judgesBySqlState(String state, FailureKind kind) {
        assertThat(FailureKind.of(new SQLException("", state))).isEqualTo(kind);
    }

    @Test
    void looksForTheStateAmongTheCauses() {
        var failure =
                new DuplicateKeyException("", new RuntimeException(new SQLException("", "08006")));

        assertThat(FailureKind.of(failure)).isEqualTo(FailureKind.UNAVAILABLE);
    }

    @Test
    void takesWhatIsNotSqlForTheWorksOwnFailure() {
        assertThat(FailureKind.of(new IllegalStateException())).isEqualTo(FailureKind.WORK);
    }

    @Test
    void doesNotTryAgainWhatAnotherCallHasGivenUp() {
        var givenUp =
                new ShardUnavailableException("shard-1", false, new SQLException("", "08006"));

        assertThat(FailureKind.of(givenUp)).isEqualTo(FailureKind.WORK);
    }
}
