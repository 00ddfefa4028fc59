package io.rookery.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ApiClientTest {

    @Test
    void comesBackToAnAddressThatWasSilentWhenTheOtherRefuses() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(1);
        HttpServer busy = HttpServer.create(loopback(), 0);
        busy.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        busy.createContext(
                "/",
                exchange -> {
                    if (asked.incrementAndGet() == 1) {
                        await(over);
                    }
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        busy.start();
        try (ApiClient api =
                new ApiClient(List.of(at(busy.getAddress().getPort()), at(closedPort())))) {
            api.leaveSilentAddressesAfter(Duration.ofMillis(300));

            ApiResponse answer = api.get("/", Optional.empty());

            assertThat(answer.status()).isEqualTo(204);
            assertThat(asked).hasValue(2);
        } finally {
            over.countDown();
            busy.stop(0);
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
