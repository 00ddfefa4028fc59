package io.rookery.acceptance.relation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.WriteOutcome;
import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void withoutAChangeItIsAsItWas() {
        History history = new History(true);

        assertThat(history.mayHaveBeen(true, 0, 10)).isTrue();
        assertThat(history.mayHaveBeen(false, 0, 10)).isFalse();
        assertThat(history.surelySince(true)).isEqualTo(Long.MIN_VALUE);
        assertThat(history.surelySince(false)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anAcknowledgedChangeSettlesItAndBothArePossibleMeanwhile() {
        History history = history(true, false, 10, WriteOutcome.ACKNOWLEDGED, 20);

        assertThat(history.mayHaveBeen(false, 0, 9)).isFalse();
        assertThat(history.mayHaveBeen(true, 0, 9)).isTrue();
        assertThat(history.mayHaveBeen(false, 12, 13)).isTrue();
        assertThat(history.mayHaveBeen(true, 12, 13)).isTrue();
        assertThat(history.mayHaveBeen(true, 21, 30)).isFalse();
        assertThat(history.mayHaveBeen(false, 21, 30)).isTrue();
        assertThat(history.surelySince(false)).isEqualTo(20);
    }

    @Test
    void aReaderWhoAskedBeforeItWasAnsweredMaySeeBoth() {
        History history = history(true, false, 10, WriteOutcome.ACKNOWLEDGED, 20);

        assertThat(history.mayHaveBeen(true, 19, 40)).isTrue();
        assertThat(history.mayHaveBeen(true, 20, 40)).isTrue();
        assertThat(history.mayHaveBeen(true, 21, 40)).isFalse();
    }

    @Test
    void aRefusedChangeIsNone() {
        History history = history(true, false, 10, WriteOutcome.REFUSED, 20);

        assertThat(history.mayHaveBeen(false, 0, 100)).isFalse();
        assertThat(history.mayHaveBeen(true, 50, 100)).isTrue();
        assertThat(history.surelySince(true)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void anUnknownOutcomeLeavesBothPossibleUntilAnotherIsAcknowledged() {
        History history = history(true, false, 10, WriteOutcome.UNKNOWN, 20);

        assertThat(history.mayHaveBeen(true, 50, 60)).isTrue();
        assertThat(history.mayHaveBeen(false, 50, 60)).isTrue();
        assertThat(history.surelySince(true)).isEqualTo(Long.MAX_VALUE);

        history.end(history.begin(true, 70), WriteOutcome.ACKNOWLEDGED, 80);

        assertThat(history.mayHaveBeen(false, 81, 90)).isFalse();
        assertThat(history.surelySince(true)).isEqualTo(80);
    }

    @Test
    void aChangeUnderWayMayHaveHadItsEffectAlready() {
        History history = new History(false);
        history.begin(true, 10);

        assertThat(history.mayHaveBeen(true, 0, 9)).isFalse();
        assertThat(history.mayHaveBeen(true, 0, 10)).isTrue();
        assertThat(history.mayHaveBeen(false, 99, 100)).isTrue();
    }

    private static History history(
            boolean first, boolean value, long sent, WriteOutcome outcome, long answered) {
        History history = new History(first);
        history.end(history.begin(value, sent), outcome, answered);
        return history;
    }
}
