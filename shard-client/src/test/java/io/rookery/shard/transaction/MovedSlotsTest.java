package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class MovedSlotsTest {

    private final MovedSlots moved = new MovedSlots();

    @Test
    void learnsWhereASlotIs() {
        assertThat(moved.learn(refusal("12", "shard-2"), 7)).isTrue();

        assertThat(moved.shardOf(12, 7)).isEqualTo("shard-2");
        assertThat(moved.shardOf(13, 7)).isNull();
    }

    @Test
    void reliesOnALaterMap() {
        moved.learn(refusal("12", "shard-2"), 7);

        assertThat(moved.shardOf(12, 8)).isNull();
        assertThat(moved.shardOf(12, 7)).isNull();
    }

    @Test
    void forgetsWhatTheShardDoesNotConfirm() {
        moved.learn(refusal("12", "shard-2"), 7);

        assertThat(moved.learn(refusal("12", ""), 7)).isFalse();
        assertThat(moved.shardOf(12, 7)).isNull();
    }

    @Test
    void learnsNothingFromOtherFailures() {
        assertThat(moved.learn(null, 7)).isFalse();
        assertThat(moved.learn(new SQLException("refused", "RK001"), 7)).isFalse();
        assertThat(moved.learn(refusal("no number", "shard-2"), 7)).isFalse();
        assertThat(moved.learn(new IllegalStateException(refusal("3", "shard-2")), 7)).isTrue();
    }

    /** What Postgres sends: fields with a letter each, which end with a zero. */
    private static SQLException refusal(String detail, String hint) {
        char end = 0;
        String fields =
                "SERROR"
                        + end
                        + "CRK001"
                        + end
                        + "Mslot is not owned"
                        + end
                        + "D"
                        + detail
                        + end
                        + (hint.isEmpty() ? "" : "H" + hint + end);
        return new PSQLException(new ServerErrorMessage(fields));
    }
}
