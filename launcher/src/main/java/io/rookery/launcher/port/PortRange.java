package io.rookery.launcher.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Consecutive ports.
 *
 * @param first the lowest port
 * @param last the highest port; there are none if it is lower than the first
 */
record PortRange(int first, int last) {

    private static final Path OF_THE_KERNEL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** Covers the defaults of Linux and of macOS. */
    private static final PortRange USUALLY_EPHEMERAL = new PortRange(32_768, 65_535);

    /** The ports that the kernel gives to the clients' ends of connections. */
    static PortRange ephemeral() throws IOException {
        if (!Files.isReadable(OF_THE_KERNEL)) {
            return USUALLY_EPHEMERAL;
        }
        // Not with readString: its first read is of one byte, and this file answers only the first.
        return parse(Files.readAllLines(OF_THE_KERNEL).getFirst());
    }

    /** Parses two numbers with white space between them. */
    static PortRange parse(String text) {
        var numbers = text.strip().split("\\s+", -1);
        return new PortRange(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    /** Whether one of the ports from the base on is in this range. */
    boolean overlaps(int base, int number) {
        return base <= last && base + number > first;
    }
}
