package io.rookery.user.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.user.throttle.ClientAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FairLimiterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();

    @Test
    void goFromAddressToAddressHoweverManyWaitFromOne() throws Exception {
        FairLimiter turns = new FairLimiter(1, 100);
        assertThat(turns.await(address("first"), PATIENCE)).isTrue();
        for (int i = 0; i < 5; i++) {
            queue(turns, "many", i + 1);
        }
        queue(turns, "few", 6);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            turns.done();
            order.add(next());
        }
        assertThat(order.subList(0, 2)).containsExactly("many", "few");
        assertThat(order.subList(2, 6)).containsOnly("many");
    }

    @Test
    void areRefusedToTheLongestQueueWhenTooManyWait() throws Exception {
        FairLimiter turns = new FairLimiter(1, 3);
        turns.await(address("first"), PATIENCE);
        for (int i = 0; i < 3; i++) {
            queue(turns, "many", i + 1);
        }
        assertThat(turns.await(address("many"), PATIENCE))
                .as("its own queue is the longest")
                .isFalse();
        queue(turns, "few", 3);
        assertThat(next()).isEqualTo("many refused");
        turns.done();
        assertThat(next()).isEqualTo("many");
        turns.done();
        assertThat(next()).isEqualTo("few");
    }

    @Test
    void areGivenUpByWhoeverHasNoPatience() throws Exception {
        FairLimiter turns = new FairLimiter(1, 3);
        turns.await(address("first"), PATIENCE);
        assertThat(turns.await(address("hasty"), Duration.ofMillis(1))).isFalse();
        assertThat(turns.waiting()).isZero();
        turns.done();
        assertThat(turns.await(address("second"), Duration.ZERO)).isTrue();
    }

    @Test
    void areGivenBackByWhoeverIsInterrupted() throws Exception {
        FairLimiter turns = new FairLimiter(1, 3);
        turns.await(address("first"), PATIENCE);
        Thread waiter = queue(turns, "gone", 1);
        waiter.interrupt();
        waiter.join();
        assertThat(turns.waiting()).isZero();
        turns.done();
        assertThat(turns.await(address("second"), Duration.ZERO)).isTrue();
    }

    /** Starts a thread that asks for a turn, and returns once it waits. */
    private Thread queue(FairLimiter turns, String address, int waitingThen) {
        Thread thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                boolean had = turns.await(address(address), PATIENCE);
                                outcomes.add(had ? address : address + " refused");
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        await().until(() -> turns.waiting() == waitingThen || !thread.isAlive());
        return thread;
    }

    private String next() throws InterruptedException {
        String outcome = outcomes.poll(30, TimeUnit.SECONDS);
        assertThat(outcome).isNotNull();
        return String.valueOf(outcome);
    }

    private static ClientAddress address(String text) {
        return new ClientAddress(text);
    }
}
