package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rookery.shard.transaction.Node.Role;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.AbstractDataSource;

@Timeout(60)
class CandidateDataSourceTest {

    /** The server's answer; 0 for a standby. */
    private volatile int timeline;

    private volatile boolean isDown;
    private volatile boolean isStarting;
    private final AtomicInteger logins = new AtomicInteger();

    private final NodeWatch watch =
            new NodeWatch("a", new Server(new AtomicInteger()), _ -> {}, new ServerTime());
    private final DataSource candidate =
            new CandidateDataSource(new Server(logins), watch, TargetRole.PRIMARY);
    private final DataSource standby =
            new CandidateDataSource(new Server(logins), watch, TargetRole.STANDBY);

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void doesNotLogInToAStandby() {
        watch.start();
        await().until(() -> watch.latest().role() == Role.STANDBY);

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(candidate::getConnection).isInstanceOf(SQLException.class);
        }

        assertThat(logins).hasValue(0);
    }

    @Test
    void logsInToAPromotedStandbyWithoutWaitingForTheNextProbe() throws SQLException {
        watch.start();
        await().until(() -> watch.latest().role() == Role.STANDBY);

        timeline = 2;

        assertThat(candidate.getConnection()).isNotNull();
        assertThat(logins).hasValue(1);
    }

    @Test
    void logsInToAServerThatIsNotWatchedYet() throws SQLException {
        assertThat(candidate.getConnection()).isNotNull();
    }

    @Test
    void logsInAgainToAServerThatTheWatchHasLost() {
        watch.start();
        await().until(() -> watch.latest().role() == Role.STANDBY);

        isDown = true;

        await().untilAsserted(() -> assertThat(candidate.getConnection()).isNotNull());
    }

    @Test
    void leavesAServerThatIsStartingToItsWatch() {
        isStarting = true;
        watch.start();
        await().until(watch::isRefused);

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(candidate::getConnection).isInstanceOf(SQLException.class);
        }
        assertThat(logins).hasValue(0);

        isStarting = false;
        timeline = 2;
        await().ignoreExceptions().until(() -> candidate.getConnection() != null);
    }

    @Test
    void logsInToAStandbyOnlyOnceTheWatchHasFoundThatItIsOne() throws SQLException {
        assertThatThrownBy(standby::getConnection).isInstanceOf(SQLException.class);
        timeline = 2;
        watch.start();
        await().until(() -> watch.latest().role() == Role.PRIMARY);
        assertThatThrownBy(standby::getConnection).isInstanceOf(SQLException.class);
        assertThat(logins).hasValue(0);

        timeline = 0;
        await().until(() -> watch.latest().role() == Role.STANDBY);

        assertThat(standby.getConnection()).isNotNull();
    }

    private final class Server extends AbstractDataSource {

        private final AtomicInteger made;

        Server(AtomicInteger made) {
            this.made = made;
        }

        @Override
        public Connection getConnection() throws SQLException {
            made.incrementAndGet();
            if (isStarting) {
                throw new SQLException("the database system is starting up", "57P03");
            }
            return proxy(
                    Connection.class,
                    (_, method, _) ->
                            method.getName().equals("createStatement") ? statement() : null);
        }

        @Override
        public Connection getConnection(@Nullable String user, @Nullable String password)
                throws SQLException {
            return getConnection();
        }
    }

    private Statement statement() {
        return proxy(
                Statement.class,
                (_, method, _) -> {
                    if (isDown) {
                        throw new SQLException("down", "08006");
                    }
                    return method.getName().equals("executeQuery") ? row() : null;
                });
    }

    private ResultSet row() {
        int answer = timeline;
        return proxy(
                ResultSet.class,
                (_, method, _) ->
                        switch (method.getName()) {
                            case "next" -> true;
                            case "wasNull" -> answer == 0;
                            case "getInt" -> answer;
                            case "getLong" -> System.currentTimeMillis();
                            default -> null;
                        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        CandidateDataSourceTest.class.getClassLoader(),
                        new Class<?>[] {type},
                        handler));
    }
}
