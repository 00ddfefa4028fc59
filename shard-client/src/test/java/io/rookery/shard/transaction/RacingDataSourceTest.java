package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.AbstractDataSource;

@Timeout(60)
class RacingDataSourceTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofHours(1);

    private final Host a = new Host();
    private final Host b = new Host();

    @Test
    void asksNobodyElseWhileTheFirstHostTakesConnections() throws SQLException {
        var source = racing(NEVER);

        assertThat(source.getConnection()).isSameAs(a.connection);
        assertThat(b.tries).hasValue(0);
    }

    @Test
    void turnsToTheNextHostWhenOneRefuses() throws SQLException {
        a.refuses = "08001";
        var source = racing(NEVER);

        assertThat(source.getConnection()).isSameAs(b.connection);
    }

    @Test
    void beginsWithTheHostThatTookTheLastConnection() throws SQLException {
        a.refuses = "08001";
        var source =
                new RacingDataSource(
                        List.of(a, b), true, ConnectionValidator.ANY, NEVER, NEVER, NEVER);
        assertThat(source.getConnection()).isSameAs(b.connection);
        assertThat(source.getConnection()).isSameAs(b.connection);

        assertThat(a.tries).hasValue(1);
        assertThat(b.tries).hasValue(2);
    }

    @Test
    void doesNotWaitForAHostThatSaysNothing() throws SQLException {
        a.answers = new CountDownLatch(1);
        var source = racing(AT_ONCE);

        assertThat(source.getConnection()).isSameAs(b.connection);
    }

    @Test
    void closesTheConnectionThatComesTooLate() throws Exception {
        a.answers = new CountDownLatch(1);
        a.heedsInterrupts = false;
        var source = racing(AT_ONCE);
        assertThat(source.getConnection()).isSameAs(b.connection);
        a.answers.countDown();

        a.closed.await();
        assertThat(b.closed.getCount()).isEqualTo(1);
    }

    @Test
    void triesAgainUntilOneIsThere() throws SQLException {
        a.refuses = "08001";
        b.refuses = "57P03";
        b.triesInVain = 5;
        var source = racing(NEVER);

        assertThat(source.getConnection()).isSameAs(b.connection);
        assertThat(b.tries).hasValue(6);
    }

    @Test
    void triesOneAgainThoughAnotherOneSaysNothing() throws SQLException {
        a.answers = new CountDownLatch(1);
        b.refuses = "08001";
        b.triesInVain = 5;
        var source = racing(AT_ONCE);

        assertThat(source.getConnection()).isSameAs(b.connection);
    }

    @Test
    void givesUpAtOnceWhenTryingAgainCannotHelp() {
        a.refuses = "28P01";
        var source = racing(NEVER);

        assertThatThrownBy(source::getConnection)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo("28P01"));
        assertThat(a.tries).hasValue(1);
    }

    @Test
    void keepsTheDriversOwnLoginTimeout() throws SQLException {
        var source = racing(NEVER);

        source.setLoginTimeout(1); // a delegate might refuse it

        assertThat(source.getLoginTimeout()).isPositive();
    }

    @Test
    void failsWhenItsPatienceEnds() {
        a.refuses = "08001";
        b.refuses = "08001";
        var source =
                new RacingDataSource(
                        List.of(a, b),
                        true,
                        ConnectionValidator.ANY,
                        NEVER,
                        AT_ONCE,
                        Duration.ofMillis(100));

        assertThatThrownBy(source::getConnection)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).isEqualTo("08001"));
    }

    @Test
    void waitsForTheLastHostThatHasNotAnswered() throws Exception {
        a.answers = new CountDownLatch(1);
        b.refuses = "08001";
        b.asked = a.answers;
        var source = racing(AT_ONCE);

        assertThat(source.getConnection()).isSameAs(a.connection);
    }

    @Test
    void endsWhenItsPoolCloses() {
        a.answers = new CountDownLatch(1);
        var source = racing(NEVER);
        Thread.currentThread().interrupt();

        assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void endsConnectionsToTheHostBeforeOnceAnotherIsFound() throws Exception {
        var source = racing(NEVER);
        source.getConnection();
        a.refuses = "08001";

        assertThat(source.getConnection()).isSameAs(b.connection);
        assertThat(a.aborted).isTrue();
        assertThat(b.aborted).isFalse();
    }

    @Test
    void keepsConnectionsToHostsThatAreAsGoodAsTheOther() throws Exception {
        var source = racing(false, NEVER);
        source.getConnection();
        a.refuses = "08001";

        assertThat(source.getConnection()).isSameAs(b.connection);
        assertThat(a.aborted).isFalse();
    }

    @Test
    @SuppressWarnings("ReferenceEquality") // these connections do not implement equals
    void turnsToTheNextHostWhenTheFirstIsNotAdmitted() throws Exception {
        ConnectionValidator onlyB = connection -> refusedUnless(connection == b.connection);
        var source = new RacingDataSource(List.of(a, b), true, onlyB, NEVER, AT_ONCE, NEVER);

        assertThat(source.getConnection()).isSameAs(b.connection);
        a.closed.await();
    }

    @Test
    void endsConnectionsToTheOthersWhenOneIsPreferredOnWhateverGrounds() throws Exception {
        var source = racing(NEVER);
        source.getConnection();

        source.prefer(1);

        assertThat(a.aborted).isTrue();
        assertThat(source.getConnection()).isSameAs(b.connection);
    }

    private static boolean refusedUnless(boolean isRight) throws SQLException {
        if (!isRight) {
            throw new SQLException("not this one", "08004");
        }
        return false;
    }

    private RacingDataSource racing(Duration headStart) {
        return racing(true, headStart);
    }

    private RacingDataSource racing(boolean isExclusive, Duration headStart) {
        return new RacingDataSource(
                List.of(a, b), isExclusive, ConnectionValidator.ANY, headStart, AT_ONCE, NEVER);
    }

    /** A host that accepts a connection, refuses it, or delays it. */
    private static final class Host extends AbstractDataSource {

        private final AtomicInteger tries = new AtomicInteger();
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile boolean aborted;
        private final Connection connection =
                (Connection)
                        Proxy.newProxyInstance(
                                Host.class.getClassLoader(),
                                new Class<?>[] {Connection.class},
                                (self, method, _) -> called(self, method.getName()));
        private volatile String refuses = "";
        private volatile boolean heedsInterrupts = true;
        private volatile int triesInVain = Integer.MAX_VALUE;
        private volatile CountDownLatch answers = new CountDownLatch(0);
        private volatile CountDownLatch asked = new CountDownLatch(0);

        private @Nullable Object called(Object connection, String method) {
            switch (method) {
                case "close" -> closed.countDown();
                case "abort" -> aborted = true;
                case "hashCode" -> {
                    return System.identityHashCode(connection);
                }
                default -> {}
            }
            return null;
        }

        @Override
        public Connection getConnection() throws SQLException {
            int number = tries.incrementAndGet();
            asked.countDown();
            awaitAnswer();
            if (!refuses.isEmpty() && number <= triesInVain) {
                throw new SQLException("refused", refuses);
            }
            return connection;
        }

        private void awaitAnswer() throws SQLException {
            while (answers.getCount() > 0) {
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    if (heedsInterrupts) {
                        throw new SQLException(e);
                    }
                }
            }
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }
    }
}
