package io.rookery.kit.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

class AddressLookupsTest {

    /** A service that prints how long its JVM caches name lookups. */
    static final class Service {

        private Service() {}

        public static void main(String... arguments) throws ReflectiveOperationException {
            SpringApplication application = new SpringApplication(Service.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            application.setLogStartupInfo(false);
            application.run();
            InetAddress.getLoopbackAddress();
            Class<?> policy = Class.forName("sun.net.InetAddressCachePolicy");
            System.out.println(
                    "found: %s, not found: %s"
                            .formatted(
                                    policy.getMethod("get").invoke(null),
                                    policy.getMethod("getNegative").invoke(null)));
        }
    }

    @Test
    void aServiceAsksSoonAgainForNamesThatWereNotFound() throws Exception {
        assertThat(outputOf(Service.class)).contains("found: 5, not found: 1");
    }

    private static String outputOf(Class<?> program) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-opens=java.base/sun.net=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName())
                        .redirectErrorStream(true)
                        .start();
        try {
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }
}
