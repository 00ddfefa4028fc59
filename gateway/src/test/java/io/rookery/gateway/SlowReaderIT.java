package io.rookery.gateway;

import static io.rookery.gateway.RunningGateway.LONG;
import static io.rookery.gateway.RunningGateway.gateway;
import static io.rookery.gateway.RunningGateway.port;
import static io.rookery.gateway.RunningGateway.request;
import static io.rookery.gateway.RunningGateway.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowReaderIT {

    private static final byte[] REQUEST =
            "GET /api/v1/accounts/large HTTP/1.1\r\nHost: x\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    @TempDir private static Path directory;

    private final List<Socket> readers = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        RunningGateway.start(directory);
    }

    @AfterAll
    static void stop() {
        RunningGateway.stop();
    }

    @Test
    void servesOthersWhileHundredsLeaveLargeAnswersUnread() throws Exception {
        try {
            for (int i = 0; i < 200; i++) {
                leaveUnread();
                if (i % 10 == 0) {
                    assertThat(send(request("/api/v1/accounts/5")).statusCode()).isEqualTo(200);
                    assertThat(used()).isLessThanOrEqualTo(RunningGateway.ANSWER_MEMORY);
                }
            }
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(send(request("/api/v1/accounts/large")).body())
                                    .hasSize(Backend.LARGE + 2));
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(used()).isZero());
    }

    private void leaveUnread() throws IOException {
        Socket reader = new Socket();
        readers.add(reader);
        reader.setReceiveBufferSize(4096);
        reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
        reader.getOutputStream().write(REQUEST);
    }

    private static double used() {
        return gateway.getBean(MeterRegistry.class).get("rookery.answer.bytes").gauge().value();
    }
}
