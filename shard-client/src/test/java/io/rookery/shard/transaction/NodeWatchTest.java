package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.shard.transaction.Node.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.AbstractDataSource;

@Timeout(60)
class NodeWatchTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void looksAgainAfterALookThatFailedForAReasonThatWasNotForeseen() {
        try (NodeWatch watch = new NodeWatch("a", new Broken(), _ -> {}, new ServerTime())) {
            watch.start();

            await().untilAsserted(() -> assertThat(looks).hasValueGreaterThan(1));
        }
    }

    @Test
    void looksAgainAfterWhoeverIsToldHasFailed() {
        try (NodeWatch watch = new NodeWatch("a", new Silent(), this::fail, new ServerTime())) {
            watch.start();

            await().untilAsserted(() -> assertThat(told).hasValueGreaterThan(1));
            assertThat(watch.latest().role()).isEqualTo(Role.UNKNOWN);
        }
    }

    private void fail(Node node) {
        told.incrementAndGet();
        throw new IllegalStateException("not foreseen: " + node);
    }

    private final class Broken extends AbstractDataSource {

        @Override
        public Connection getConnection() {
            looks.incrementAndGet();
            throw new IllegalStateException("not foreseen");
        }

        @Override
        public Connection getConnection(@Nullable String user, @Nullable String password) {
            return getConnection();
        }
    }

    private static final class Silent extends AbstractDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLException("refused");
        }

        @Override
        public Connection getConnection(@Nullable String user, @Nullable String password)
                throws SQLException {
            return getConnection();
        }
    }
}
