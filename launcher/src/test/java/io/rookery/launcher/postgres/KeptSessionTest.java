package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeptSessionTest {

    @Test
    void isOpenedAnewByTheNextQuestionAfterOneThatFailed() throws IOException {
        try (var server = new RefusingServer();
                var session = new KeptSession(server.port(), "rookery")) {
            assertThat(session.isOpen()).isFalse();
            for (int questions = 1; questions <= 2; questions++) {
                assertThatThrownBy(() -> session.ask(Duration.ofSeconds(5), "select 1"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refusal ->
                                        assertThat(refusal.getSQLState())
                                                .isEqualTo(RefusingServer.CANNOT_CONNECT_NOW));
                assertThat(session.isOpen()).isFalse();
                assertThat(server.refusals()).isGreaterThanOrEqualTo(questions);
            }
        }
    }
}
