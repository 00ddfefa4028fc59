package io.rookery.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreePortsTest {

    private static final int BLOCK = 4;
    private static final PortRange NONE = new PortRange(1, 0);

    /** The first of three blocks that no other program uses meanwhile. */
    private static int first;

    @TempDir private Path directory;
    private FreePorts ports;

    @BeforeAll
    static void reserve() {
        first = FreePorts.reserve(3 * BLOCK);
    }

    @BeforeEach
    void open() throws IOException {
        ports = ports(NONE);
    }

    @Test
    void reservesNoPortTwice() {
        int one = FreePorts.reserve(BLOCK);
        int other = FreePorts.reserve(BLOCK + 1);

        assertThat(IntStream.range(one, one + BLOCK))
                .doesNotContainAnyElementsOf(
                        IntStream.range(other, other + BLOCK + 1).boxed().toList())
                .doesNotContainAnyElementsOf(
                        IntStream.range(first, first + 3 * BLOCK).boxed().toList());
    }

    @Test
    void reservesOneBlockAfterTheOtherAndSaysWhenThereIsNoneLeft() {
        assertThat(ports.take(BLOCK)).isEqualTo(first);
        assertThat(ports.take(BLOCK)).isEqualTo(first + BLOCK);
        assertThat(ports.take(BLOCK)).isEqualTo(first + 2 * BLOCK);

        assertThatThrownBy(() -> ports.take(BLOCK))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "There are no 4 consecutive free ports from %d to %d that no other test has"
                                + " reserved",
                        first, first + 3 * BLOCK - 1);
    }

    @Test
    void passesOverABlockOfWhichAnotherProgramUsesAPort() throws IOException {
        try (ServerSocket _ =
                new ServerSocket(first + BLOCK - 1, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ports.take(BLOCK)).isEqualTo(first + BLOCK);
        }
        assertThat(ports.take(BLOCK)).isEqualTo(first);
    }

    @Test
    void passesOverABlockOfWhichAPortIsReservedElsewhere() throws IOException {
        FreePorts elsewhere = ports(NONE);
        assertThat(elsewhere.take(1)).isEqualTo(first);

        assertThat(ports.take(BLOCK)).isEqualTo(first + BLOCK);
        assertThat(elsewhere.take(BLOCK)).isEqualTo(first + 2 * BLOCK);
    }

    @Test
    void reservesEphemeralPortsOnlyWhenThereAreNoOthers() throws IOException {
        FreePorts mostlyEphemeral = ports(new PortRange(1024, first + BLOCK));

        assertThat(mostlyEphemeral.take(BLOCK)).isEqualTo(first + 2 * BLOCK);
        assertThat(mostlyEphemeral.take(BLOCK)).isEqualTo(first);
        assertThat(mostlyEphemeral.take(BLOCK)).isEqualTo(first + BLOCK);
    }

    @Test
    void refusesToReserveNothing() {
        assertThatThrownBy(() -> ports.take(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private FreePorts ports(PortRange ephemeral) throws IOException {
        return FreePorts.open(
                directory.resolve("ports"), new PortRange(first, first + 3 * BLOCK - 1), ephemeral);
    }
}
