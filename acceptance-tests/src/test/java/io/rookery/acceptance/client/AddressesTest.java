package io.rookery.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final URI ONE = URI.create("http://127.0.0.1:1");
    private static final URI OTHER = URI.create("http://127.0.0.1:2");

    private final AtomicLong clock = new AtomicLong(-5);
    private final Addresses addresses = new Addresses(List.of(ONE, OTHER), clock::get);

    @Test
    void requestsTakeTurns() {
        assertThat(addresses.inOrder()).containsExactly(ONE, OTHER);
        assertThat(addresses.inOrder()).containsExactly(OTHER, ONE);
        assertThat(addresses.inOrder()).containsExactly(ONE, OTHER);
    }

    @Test
    void oneThatFailedComesLast() {
        addresses.failed(ONE);

        assertThat(addresses.inOrder()).containsExactly(OTHER, ONE);
        assertThat(addresses.inOrder()).containsExactly(OTHER, ONE);
    }

    @Test
    void laterOneRequestTriesItAgainAndTheOthersDoNot() {
        addresses.failed(ONE);
        clock.addAndGet(Addresses.PASSED_OVER.toNanos());

        assertThat(Stream.generate(addresses::inOrder).limit(6))
                .filteredOn(order -> order.getFirst().equals(ONE))
                .hasSize(1);
    }

    @Test
    void oneThatHasAnsweredTakesItsTurnsAgain() {
        addresses.failed(ONE);
        addresses.answered(ONE);

        assertThat(addresses.inOrder()).containsExactly(ONE, OTHER);
    }

    @Test
    void allAreTriedWhenAllHaveFailed() {
        addresses.failed(ONE);
        addresses.failed(OTHER);

        assertThat(addresses.inOrder()).containsExactlyInAnyOrder(ONE, OTHER);
    }
}
