package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.AbstractDataSource;

@Timeout(60)
class RetryingDataSourceTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void triesAgainWhileTheServerIsAway() {
        var source = new RetryingDataSource(failing("08001", 5, "28P01"), SHORT, LONG);

        assertThatThrownBy(source::getConnection)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo("28P01"));
        assertThat(tries).hasValue(6);
    }

    @Test
    void givesUpWhenItsPatienceEnds() {
        var source = new RetryingDataSource(failing("57P03", 1000, ""), SHORT, Duration.ZERO);

        assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void endsWhenItsPoolCloses() {
        var source = new RetryingDataSource(failing("08001", 1000, ""), LONG, LONG);
        Thread.currentThread().interrupt();

        assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void keepsTheDriversOwnLoginTimeout() {
        var source = new RetryingDataSource(failing("08001", 1, ""), SHORT, LONG);

        source.setLoginTimeout(1); // the target would refuse

        assertThat(source.getLoginTimeout()).isPositive();
    }

    /** Fails with the one state so many times, and then with the other. */
    private AbstractDataSource failing(String state, int times, String lastly) {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("", tries.incrementAndGet() <= times ? state : lastly);
            }

            @Override
            public Connection getConnection(String username, String password) throws SQLException {
                return getConnection();
            }
        };
    }
}
