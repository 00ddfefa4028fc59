package io.rookery.launcher.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreePortsIT {

    private static final int BLOCK = 3;

    @TempDir private Path directory;

    /** Another JVM, which reserves a block and keeps it until its input ends. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(
                    ports(Path.of(arguments[0]), Integer.parseInt(arguments[1])).take(BLOCK));
            var _ = System.in.read();
        }
    }

    @Test
    void twoJvmsNeverHaveTheSameBlockAndADeadOneHasNone() throws Exception {
        int first = FreePorts.reserve(2 * BLOCK);
        Path file = directory.resolve("ports");
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Other.class.getName(),
                                file.toString(),
                                Integer.toString(first))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output = other.inputReader()) {
            assertThat(output.readLine()).isEqualTo(Integer.toString(first));
            FreePorts ports = ports(file, first);
            assertThat(ports.take(BLOCK)).isEqualTo(first + BLOCK);

            other.destroyForcibly().waitFor();

            assertThat(ports.take(BLOCK)).isEqualTo(first);
        } finally {
            other.destroyForcibly();
        }
    }

    private static FreePorts ports(Path file, int first) throws IOException {
        return FreePorts.open(
                file, new PortRange(first, first + 2 * BLOCK - 1), new PortRange(1, 0));
    }
}
