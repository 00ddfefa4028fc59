package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class ConnectionPoolTest {

    /** This happens when another primary is found just as the first connection is made. */
    @Test
    void givesConnectionsThoughTheVeryFirstOneBrokeWhileItWasSetUp() throws Exception {
        var made = new AtomicInteger();
        var servers =
                new AbstractDataSource() {
                    @Override
                    public Connection getConnection() {
                        return connection(made.incrementAndGet() == 1);
                    }

                    @Override
                    public Connection getConnection(String username, String password) {
                        return getConnection();
                    }
                };
        var pool = new ConnectionPool("pool", servers, 1, false, null);
        try {
            assertThat(useEventually(pool)).isTrue();
        } finally {
            pool.close();
        }
    }

    private static boolean useEventually(ConnectionPool pool) throws Exception {
        CallDeadline deadline = CallDeadline.in(Duration.ofSeconds(20));
        while (deadline.nanosLeft() > 0) {
            try {
                return pool.use(deadline, true, _ -> true);
            } catch (AttemptFailedException notYet) {
                assertThat(notYet.kind()).isEqualTo(FailureKind.UNAVAILABLE);
            }
        }
        return false;
    }

    /**
     * A connection; if broken, it cannot report transaction isolation. The driver knows two levels
     * only.
     */
    private static Connection connection(boolean isBroken) {
        return (Connection)
                Proxy.newProxyInstance(
                        ConnectionPoolTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().endsWith("TransactionIsolation")) {
                                if (isBroken) {
                                    throw new SQLException("closed", "08003");
                                }
                                if (arguments != null && (int) arguments[0] < 1) {
                                    throw new SQLException("There is no such level", "22023");
                                }
                                return arguments == null
                                        ? Connection.TRANSACTION_READ_COMMITTED
                                        : null;
                            }
                            Class<?> type = method.getReturnType();
                            if (type == boolean.class) {
                                return method.getName().equals("isValid");
                            }
                            return type == int.class ? (Object) 0 : null;
                        });
    }
}
