package io.rookery.kit.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EntryGateTest {

    private final EntryGate gate = new EntryGate(2);
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final CountDownLatch decision = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void letAllFinish() {
        decision.countDown();
        answer.countDown();
    }

    @Test
    void letsOthersWaitWhileSoManyAreOnTheirWay() {
        gate.execute(() -> enter("first"));
        gate.execute(() -> enter("second"));
        await().until(() -> begun.size() == 2);

        gate.execute(() -> enter("third"));
        gate.execute(() -> enter("fourth"));

        assertThat(gate.waiting()).isEqualTo(2);
        assertThat(begun).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void letsTheNextComeOnceARequestHasBeenTakenThoughItIsNotAnswered() {
        for (int request = 0; request < 10; request++) {
            gate.execute(() -> {
                enter("taken");
                EntryGate.passed();
                EntryGate.passed();
                pause(answer);
                begun.add("answered");
            });
        }
        assertThat(gate.waiting()).isEqualTo(8);

        decision.countDown();

        await().until(() -> begun.size() == 10);
        assertThat(begun).containsOnly("taken");
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void letsTheNextComeInOrderOnceARequestHasEndedHowever() {
        EntryGate narrow = new EntryGate(1);
        narrow.execute(() -> {
            enter("fails");
            throw new QuietException();
        });
        narrow.execute(() -> begun.add("second"));
        narrow.execute(() -> begun.add("third"));

        decision.countDown();

        await().dontCatchUncaughtExceptions().until(() -> begun.size() == 3);
        assertThat(begun).containsExactly("fails", "second", "third");
    }

    private void enter(String request) {
        begun.add(request);
        pause(decision);
    }

    private static void pause(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a request and its thread. */
    private static final class QuietException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        QuietException() {
            super("The connection broke", null, false, false);
        }
    }
}
