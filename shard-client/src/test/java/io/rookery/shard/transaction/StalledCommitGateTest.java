package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StalledCommitGateTest {

    private final StalledCommitGate commits = new StalledCommitGate();
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void letsOneWriteThroughWhileCommitsAreNotAnswered() throws Exception {
        leaveOneUnanswered();
        CountDownLatch begun = new CountDownLatch(1);
        var trial =
                CompletableFuture.supplyAsync(
                        () -> write(begun), task -> Thread.ofVirtual().start(task));
        begun.await();

        assertThatThrownBy(() -> commits.orNone(true, () -> "second"))
                .isInstanceOf(AttemptFailedException.class);
        gate.countDown();

        assertThat(trial.get()).isEqualTo("answered");
        assertThat(commits.orNone(true, () -> "third")).isEqualTo("third");
    }

    @Test
    void isNotMisledByCommitsThatWaitForNobody() throws Exception {
        leaveOneUnanswered();
        assertThat(commits.orNone(false, () -> "nothing to do")).isEqualTo("nothing to do");
        CountDownLatch begun = new CountDownLatch(1);
        var trial =
                CompletableFuture.supplyAsync(
                        () -> write(begun), task -> Thread.ofVirtual().start(task));
        begun.await();

        assertThatThrownBy(() -> commits.orNone(true, () -> "second"))
                .isInstanceOf(AttemptFailedException.class);
        gate.countDown();
        trial.get();
    }

    @Test
    void forgetsWhatItKnewOfAPrimaryThatWasReplaced() throws Exception {
        leaveOneUnanswered();
        commits.forget();
        CountDownLatch begun = new CountDownLatch(1);
        var first =
                CompletableFuture.supplyAsync(
                        () -> write(begun), task -> Thread.ofVirtual().start(task));
        begun.await();

        assertThat(commits.orNone(true, () -> "second")).isEqualTo("second");
        gate.countDown();
        first.get();
    }

    @Test
    void takesABrokenConnectionForNoSignOfThat() {
        assertThatThrownBy(() ->
                        commits.orNone(
                                true,
                                () -> {
                                    throw AttemptFailedException.inCommit(
                                            new IllegalStateException("reset"));
                                }))
                .isInstanceOfSatisfying(
                        AttemptFailedException.class,
                        failure -> assertThat(failure.isUnansweredCommit()).isFalse());
    }

    private void leaveOneUnanswered() {
        assertThatThrownBy(() ->
                        commits.orNone(
                                true,
                                () -> {
                                    throw AttemptFailedException.inCommit(
                                            new IllegalStateException(
                                                    new SocketTimeoutException()));
                                }))
                .isInstanceOf(AttemptFailedException.class);
    }

    private String write(CountDownLatch begun) {
        try {
            return commits.orNone(
                    true,
                    () -> {
                        begun.countDown();
                        await();
                        return "answered";
                    });
        } catch (AttemptFailedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void await() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
